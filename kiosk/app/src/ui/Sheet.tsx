import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

import { say } from "../i18n/words";
import { openSheet, SheetFlash } from "./Flash";
import { Icon } from "./Icon";

interface Props {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
}

/** A sheet over the lower part of the screen, with the focus in it. Escape closes it, and the focus goes back. */
export function Sheet({ title, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [self] = useState(() => Symbol(title));
  useLayoutEffect(() => {
    const sheet = dialog.current;
    sheet?.showModal();
    const leave = openSheet(self);
    return () => {
      // Closed before it is gone: so the browser gives the focus back to what opened it.
      sheet?.close();
      leave();
    };
  }, []);
  return (
    <dialog ref={dialog} class="sheet" aria-labelledby="sheet-title" onCancel={(event) => { event.preventDefault(); onClose(); }}>
      <header class="sheet-head">
        <h2 id="sheet-title">{title}</h2>
        <button type="button" class="icon-button" aria-label={say("close")} onClick={onClose}><Icon name="x" /></button>
      </header>
      <div class="sheet-body">{children}</div>
      <SheetFlash sheet={self} />
    </dialog>
  );
}
