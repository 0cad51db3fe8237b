/** A renderer draws with this: how many of `full` characters it may use now. */
export type Room = (full: number) => number;

/** From all the room a text may have down to almost none. */
const SCALES = [1, 0.75, 0.5, 0.35, 0.25, 0.15, 0.1, 0.05, 0] as const;

/** What is left of every text at the tightest scale. Ten titles of this length fit any message. */
const LEAST = 24;

/**
 * Draws with as much text as fits one message. Every text shrinks alike, so that no paper disappears behind a monstrous
 * neighbor. What fits at no scale is returned as it was drawn last.
 */
export function fitTexts<Drawn>(draw: (room: Room) => Drawn, fits: (drawn: Drawn) => boolean): Drawn {
  const [widest, ...tighter] = SCALES.map(
    (scale): Room =>
      (full) =>
        Math.max(Math.min(full, LEAST), Math.floor(full * scale)),
  ) as [Room, ...Room[]];
  let drawn = draw(widest);
  for (const room of tighter) {
    if (fits(drawn)) break;
    drawn = draw(room);
  }
  return drawn;
}
