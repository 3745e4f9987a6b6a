import { Icon } from "./Icon";

/** How something went: a colour, a shape and a word, never a colour alone. */
export type Tone = "accepted" | "refill" | "held" | "rejected" | "info";

/** The shape of a tone. */
export function ToneIcon({ tone }: { tone: Tone }) {
  switch (tone) {
    case "accepted":
      return <Icon name="circle-check" />;
    case "refill":
      return <Icon name="refresh" />;
    case "held":
      return <Icon name="clock-pause" />;
    case "rejected":
      return <Icon name="hand-stop" />;
    case "info":
      return <Icon name="info-circle" />;
  }
}
