/** One of our own drawings: of a container, a box, a step. Decoration beside its word. */
export function Picture({ name, large = false }: { name: string; large?: boolean }) {
  return <img class={large ? "picture large" : "picture"} src={`/design/pictures/${name}.svg`} alt="" width="96" height="96" />;
}
