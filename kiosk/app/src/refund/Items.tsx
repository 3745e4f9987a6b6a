import { nameIn, say } from "../i18n/words";
import type { EventTold } from "../phone/boot";
import { told } from "../phone/verdicts";
import { Picture } from "../ui/Picture";
import { ToneIcon } from "../ui/tones";
import { asAnswer, type VisitItem } from "./money";

/** What was handed back, and what each was told. */
export function Items({ items, types }: { items: VisitItem[]; types: EventTold["types"] }) {
  if (items.length === 0) return null;
  return (
    <details class="fold no-print" open={items.some((item) => !item.credited)}>
      <summary>{say("phone-items", { pieces: items.length })}</summary>
      <ul class="rows">
        {items.map((item) => <ItemRow key={item.scan_id} item={item} types={types} />)}
      </ul>
    </details>
  );
}

function ItemRow({ item, types }: { item: VisitItem; types: EventTold["types"] }) {
  const type = types.find((one) => one.id === item.type_id);
  const { tone, word, sentence } = told(asAnswer(item));
  return (
    <li class="row told-row" data-tone={tone}>
      <Picture name={type?.picture ?? "generic"} />
      <span class="row-text">
        <strong>{type ? nameIn(type.names) : say("phone-container")}</strong>
        <span class="soft small">{item.contested ? say("phone-item-contested") : sentence}</span>
      </span>
      <span class="row-end tone-word"><ToneIcon tone={tone} />{word}</span>
    </li>
  );
}
