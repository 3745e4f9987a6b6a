import { LANGUAGES, language, OWN_NAMES, say, speak } from "../i18n/words";

/** The three languages, each one tap away. */
export function LanguageChoice() {
  return (
    <div class="languages" role="group" aria-label={say("language-choice")}>
      {LANGUAGES.map((one) => (
        <button
          key={one} type="button" class="language" lang={one} aria-pressed={one === language.value}
          aria-label={`${one} – ${OWN_NAMES[one]}`} onClick={() => speak(one)}
        >
          {one}
        </button>
      ))}
    </div>
  );
}
