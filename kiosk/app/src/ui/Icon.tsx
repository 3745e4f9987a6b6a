/** A Tabler icon from the sprite. The build collects the names it finds written as `<Icon name="…"`. */
export function Icon({ name }: { name: string }) {
  return (
    <svg class="icon" aria-hidden="true" focusable="false">
      <use href={`/design/vendor/icons.svg#${name}`} />
    </svg>
  );
}
