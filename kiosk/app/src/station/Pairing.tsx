import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useState } from "preact/hooks";

import { Client, NoAnswer, Refused } from "../api/client";
import type { StationView } from "../api/types";
import { say } from "../i18n/words";
import { listenForWedge } from "../scanner/wedge";
import { CodePad } from "../ui/CodePad";
import { Kept, openDatabase } from "../outbox/database";
import { Icon } from "../ui/Icon";
import { LanguageChoice } from "../ui/LanguageChoice";
import { reasonText } from "../ui/reasons";
import { Viewfinder } from "../ui/Viewfinder";
import { keepDeviceKey } from "./deviceKey";
import { type Identity, remember } from "./identity";
import { isAppFirst } from "./install";
import { restartWhenIdle } from "./update";

const LINK = /#pair=([0-9A-Z-]+)$/i;

/** A device that is nobody yet: it scans, types or was sent a one-time code. */
export function Pairing({ code, onPaired }: { code: string | null; onPaired: (identity: Identity) => void }) {
  const [trouble, setTrouble] = useState("");
  const isBusy = useSignal(code !== null);
  const [isTyping, setTyping] = useState(false);

  async function use(text: string): Promise<void> {
    isBusy.value = true;
    setTrouble("");
    try {
      onPaired(await pair(LINK.exec(text)?.[1] ?? text));
    } catch (error) {
      setTrouble(reasonText(error instanceof Refused ? error.code : error instanceof NoAnswer ? "no_network" : "unknown"));
      isBusy.value = false;
    }
  }

  // In the same breath as the screen: what is scanned at the first sight of it must not lose its first signs.
  useLayoutEffect(() => listenForWedge((text) => void use(text)), []);

  useEffect(() => {
    if (code !== null) void use(code);
  }, [code]);

  useEffect(() => restartWhenIdle(isBusy), [isBusy]);

  return (
    <main class="pairing">
      <header class="station-head"><span class="brand"><Icon name="recycle" />Pantbox</span><LanguageChoice /></header>
      <section class="stack pairing-text">
        <h1>{say("pair-title")}</h1>
        <p class="lead">{say("pair-how")}</p>
        {isAppFirst() && <p class="banner" data-tone="info"><Icon name="device-mobile" /><span>{say("pair-install-first")}</span></p>}
        {isBusy.value && <p role="status">{say("pair-busy")}</p>}
        {trouble && <p class="banner" data-tone="rejected" role="alert"><Icon name="hand-stop" /><span>{trouble}</span></p>}
      </section>
      <Viewfinder onCode={(text) => void use(text)} sleepAfterSeconds={120} />
      <div class="actions">
        <button type="button" class="button large block" onClick={() => setTyping(true)}><Icon name="keyboard" />{say("code-type")}</button>
      </div>
      {isTyping && (
        <CodePad title={say("pair-title")} hint={say("pair-type")} onCode={(text) => void use(text)} onClose={() => setTyping(false)} />
      )}
    </main>
  );
}

interface Paired {
  token: string;
  device_key: string;
  station: StationView["station"];
}

async function pair(code: string): Promise<Identity> {
  const name = `${navigator.platform || "web"} ${screen.width}×${screen.height}`;
  const paired = await new Client().post<Paired>("/pair", { code: code.trim(), name });
  const identity = { sign: paired.station.sign, token: paired.token, name: paired.station.name };
  await keepDeviceKey(new Kept(await openDatabase(identity.sign)), paired.device_key);
  await remember(identity);
  return identity;
}
