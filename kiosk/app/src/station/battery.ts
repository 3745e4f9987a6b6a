// How long this device will last: an empty one at a stall is a stall that forgets to scan.

import { signal } from "@preact/signals";

const LOW_PERCENT = 20;

interface BatteryManager extends EventTarget {
  level: number;
  charging: boolean;
}

/** Null where the browser does not tell, or there is none. */
export const battery = signal<{ percent: number; isCharging: boolean } | null>(null);

/** Whether somebody should fetch a cable. */
export function isBatteryLow(): boolean {
  return battery.value !== null && battery.value.percent <= LOW_PERCENT && !battery.value.isCharging;
}

/** Find out, and go on listening. */
export async function watchBattery(): Promise<void> {
  const ask = (navigator as { getBattery?: () => Promise<BatteryManager> }).getBattery;
  const manager = await ask?.call(navigator).catch(() => undefined);
  if (!manager) return;
  const note = () => {
    battery.value = { percent: Math.round(manager.level * 100), isCharging: manager.charging };
  };
  for (const change of ["levelchange", "chargingchange"]) manager.addEventListener(change, note);
  note();
}
