import { nameIn, say } from "../i18n/words";
import type { ContainerType } from "../api/types";
import { Icon } from "./Icon";
import { Picture } from "./Picture";

/** What containers come in: a rack of the wash, a sealed crate. */
export const RACK = 36;
export const CRATE = 120;
const COUNT_MAX = 10_000;

interface Props {
  type: ContainerType;
  count: number;
  onCount: (count: number) => void;
  /** Beside the count: what it was said to be. */
  note?: string | undefined;
}

/** How many of one type, with keys for gloves: one more, one less, one rack, one crate. */
export function Counter({ type, count, onCount, note }: Props) {
  const name = nameIn(type.names);
  const change = (by: number) => onCount(Math.min(COUNT_MAX, Math.max(0, count + by)));
  return (
    <div class="counter" role="group" aria-label={name}>
      <p class="counter-name"><Picture name={type.picture} /><span>{name}{note && <span class="soft small">{note}</span>}</span></p>
      <div class="counter-keys">
        <button type="button" class="key" aria-label={say("count-less", { name })} disabled={count === 0} onClick={() => change(-1)}><Icon name="minus" /></button>
        <output class="counter-figure" aria-live="polite">{count}</output>
        <button type="button" class="key" aria-label={say("count-more", { name })} onClick={() => change(1)}><Icon name="plus" /></button>
        <button type="button" class="key wide" aria-label={say("count-rack", { name, count: RACK })} onClick={() => change(RACK)}>+{RACK} <span class="small">{say("rack")}</span></button>
        <button type="button" class="key wide" aria-label={say("count-crate", { name, count: CRATE })} onClick={() => change(CRATE)}>+{CRATE} <span class="small">{say("crate")}</span></button>
      </div>
    </div>
  );
}
