import { moneyParts } from "../i18n/words";

/** The largest thing on a station's screen: an amount, its unit smaller beside it. */
export function Sum({ ore, label }: { ore: number; label: string }) {
  const { figure, unit } = moneyParts(ore);
  return (
    <div class="sum-block">
      <p class="label">{label}</p>
      <p class="sum" data-long={figure.length > 4}>
        {figure}<span class="unit">{unit}</span>
      </p>
    </div>
  );
}
