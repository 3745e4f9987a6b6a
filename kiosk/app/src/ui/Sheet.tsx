import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

import { say } from "../i18n/words";
import { raiseFlash } from "./Flash";
import { Icon } from "./Icon";

interface Props {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
}

/** A sheet over the lower part of the screen, with the focus in it. Escape closes it. */
export function Sheet({ title, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
    raiseFlash();
  }, []);
  return (
    <dialog ref={dialog} class="sheet" aria-labelledby="sheet-title" onCancel={(event) => { event.preventDefault(); onClose(); }}>
      <header class="sheet-head">
        <h2 id="sheet-title">{title}</h2>
        <button type="button" class="icon-button" aria-label={say("close")} onClick={onClose}><Icon name="x" /></button>
      </header>
      <div class="sheet-body">{children}</div>
    </dialog>
  );
}
