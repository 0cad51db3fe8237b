/** A renderer calls this: how many of `full` characters it may use now. */
export type Room = (full: number) => number;

/** From the full space of a text down to almost none. */
const SCALES = [1, 0.75, 0.5, 0.35, 0.25, 0.15, 0.1, 0.05, 0] as const;

/** The remaining length of every text at the smallest scale. Ten titles of this length fit any message. */
const MIN_LENGTH = 24;

/**
 * Renders with as much text as fits one message. Every text shrinks alike, so that no paper disappears because of a very long
 * neighbor. If nothing fits at any scale the last rendering is returned.
 */
export function fitTexts<Drawn>(draw: (room: Room) => Drawn, fits: (drawn: Drawn) => boolean): Drawn {
  const [widest, ...tighter] = SCALES.map(
    (scale): Room =>
      (full) =>
        Math.max(Math.min(full, MIN_LENGTH), Math.floor(full * scale)),
  ) as [Room, ...Room[]];
  let drawn = draw(widest);
  for (const room of tighter) {
    if (fits(drawn)) break;
    drawn = draw(room);
  }
  return drawn;
}
