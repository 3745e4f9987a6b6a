import { money, nameIn, say } from "../i18n/words";
import { Picture } from "../ui/Picture";
import { Sum } from "../ui/Sum";
import { groups } from "./lines";
import type { Stall } from "./stall";

/** This order: what to type into the till, the largest thing on the screen, and how many pieces. */
export function OrderSum({ stall }: { stall: Stall }) {
  const { order } = stall;
  const previous = order.previous.value;
  const seconds = order.ends.secondsLeft.value;
  return (
    <section class="order" aria-label={say("stall-order")}>
      <Sum ore={order.sum.value} label={order.sum.value < 0 ? say("stall-sum-back") : say("stall-sum")} />
      <p class="order-pieces">
        <strong>{say("pieces", { count: order.pieces.value })}</strong>
        {seconds !== null && seconds <= 10 && <span class="soft"> · {say("stall-guest-ends", { seconds })}</span>}
        {order.lines.value.length === 0 && previous && (
          <span class="soft"> · {say("stall-previous", { count: previous.pieces, sum: money(previous.ore) })}</span>
        )}
      </p>
      <ul class="order-lines" aria-live="polite" aria-label={say("stall-order")} tabIndex={0}>
        {groups(order.lines.value).map((group) => (
          <li key={group.key} class="order-line" data-kind={group.kind}>
            <Picture name={group.type?.picture ?? "generic"} />
            <span class="order-line-text">
              {group.count} × {group.type ? nameIn(group.type.names) : say("container")}
              {group.kind === "refill" && <span class="soft"> · {say("scan-refill")}</span>}
              {(group.kind === "return" || group.kind === "swap") && <span class="soft"> · {say("stall-came-back")}</span>}
            </span>
            <span class="order-line-sum">{money(group.deltaOre)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
