import { say } from "../i18n/words";

/** How long until something happens by itself. Loud only in the last ten seconds, so that nobody is hurried. */
export function Countdown({ seconds, message }: { seconds: number | null; message: string }) {
  if (seconds === null) return null;
  return (
    <p class="countdown" data-near={seconds <= 10} role="timer" aria-live="off">
      <span class="countdown-figure">{seconds}</span> <span>{say(message, { seconds })}</span>
    </p>
  );
}
