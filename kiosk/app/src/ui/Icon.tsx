/** What each icon draws, by its name: the build puts it here. */
declare const PANTBOX_ICONS: Record<string, string>;

/** A Tabler icon. The build collects the names it finds written as `<Icon name="…"`. */
export function Icon({ name }: { name: string }) {
  const drawing = { __html: PANTBOX_ICONS[name] ?? "" };
  return <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false" dangerouslySetInnerHTML={drawing} />;
}
