import { useRef, useState } from "preact/hooks";

import { money, moneyParts, nameIn, say } from "../i18n/words";
import { Icon } from "../ui/Icon";
import { Picture } from "../ui/Picture";
import { ToneIcon } from "../ui/tones";
import type { Item, Reading, Returning } from "./returning";
import { reason, told } from "./verdicts";
import { TypeCode } from "./TypeCode";
import { type Shown, Viewfinder } from "./Viewfinder";

const SHOWN_MS = 1_600;

/** One after another before the camera; the sum grows. */
export function ScanStep({ returning }: { returning: Returning }) {
  const [last, setLast] = useState<string | null>(null);
  const [note, setNote] = useState<Shown | null>(null);
  const timer = useRef(0);
  const items = returning.items.value;
  const item = items.find((one) => one.id === last);
  const shown = note ?? (item ? told(item.answer) : null);

  function show(reading: Reading): void {
    if (reading.kind === "sign") return;
    clearTimeout(timer.current);
    setLast(reading.kind === "item" ? reading.item.id : null);
    setNote(reading.kind === "item" ? null : { tone: "info", word: say(`phone-read-${reading.kind}`) });
    timer.current = setTimeout(() => { setNote(null); setLast(null); }, SHOWN_MS);
    navigator.vibrate?.(50);
  }

  return (
    <div class="stack scan-step">
      <h1 class="visually-hidden">{say("phone-scan-title")}</h1>
      <Viewfinder onCode={(text) => show(returning.read(text))} shown={shown} />
      <p class="visually-hidden" role="status">{said(items, note)}</p>
      <Notes returning={returning} />
      {items.length === 0 ? <p class="lead">{say("phone-scan-lead")}</p> : <Scanned returning={returning} />}
      <TypeCode onCode={(text) => show(returning.type(text))} />
      <SumBar returning={returning} />
    </div>
  );
}

function said(items: Item[], note: Shown | null): string {
  const newest = items.find((item) => item.answer);
  return note?.word ?? (newest ? told(newest.answer).sentence : "");
}

function Notes({ returning }: { returning: Returning }) {
  const trouble = returning.trouble.value;
  const waiting = returning.waiting.value;
  return (
    <>
      {trouble && <p class="banner" data-tone="rejected" role="alert"><Icon name="hand-stop" /><span>{reason(trouble)}</span></p>}
      {returning.visit.value?.box_code_read === false && (
        <p class="banner" data-tone="held"><Icon name="info-circle" /><span>{say("phone-box-code-not-read")}</span></p>
      )}
      {!trouble && returning.slowed.value && waiting > 0 && (
        <p class="banner" data-tone="held"><Icon name="clock" /><span>{reason("too_many_misses")}</span></p>
      )}
      {!trouble && !returning.slowed.value && !returning.connected.value && waiting > 0 && (
        <p class="banner" data-tone="held"><Icon name="wifi-off" /><span>{say("phone-offline", { waiting })}</span></p>
      )}
      {returning.slip.value && (
        <p class="banner" data-tone="info"><Icon name="ticket" /><span>{say("phone-slip-noted")}</span></p>
      )}
    </>
  );
}

function Scanned({ returning }: { returning: Returning }) {
  return (
    <ol class="rows" aria-label={say("phone-scanned")}>
      {returning.items.value.map((item) => <ScannedRow key={item.id} item={item} returning={returning} />)}
    </ol>
  );
}

function ScannedRow({ item, returning }: { item: Item; returning: Returning }) {
  const { tone, word, sentence } = told(item.answer);
  const type = returning.told.event.types.find((one) => one.id === item.answer?.type_id);
  return (
    <li class="row told-row" data-tone={tone} data-verdict={item.answer?.verdict ?? "waiting"}>
      <Picture name={type?.picture ?? "generic"} />
      <span class="row-text">
        <strong>{type ? nameIn(type.names) : say("phone-container")}</strong>
        <span class="soft small">{sentence}</span>
      </span>
      <span class="row-end tone-word"><ToneIcon tone={tone} />{word}</span>
    </li>
  );
}

function SumBar({ returning }: { returning: Returning }) {
  const sum = returning.creditedOre.value;
  const { figure, unit } = moneyParts(sum);
  const pieces = returning.items.value.length;
  return (
    <div class="sum-bar">
      <p class="sum-bar-sum" aria-label={say("phone-sum", { amount: money(sum) })}>
        <span class="figure">{figure}<span class="unit">{unit}</span></span>
        <span class="soft small">{say("phone-pieces", { pieces })}</span>
      </p>
      <button class="button primary large" disabled={pieces === 0} onClick={() => { returning.step.value = "drop"; }}>
        <span>{say("phone-done")}</span><Icon name="arrow-right" />
      </button>
    </div>
  );
}
