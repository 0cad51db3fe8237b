import type { Text } from '../../src/core/base/text.ts';
import { joinSentences } from '../../src/core/base/text.ts';
import type { Services } from '../../src/core/command/services.ts';
import { texts } from '../texts/lists.ts';

/**
 * What the demo has, so that nobody takes what it lacks for what does not exist: `This is a demo with 351 papers and no
 * network (2026-04-02 to 2026-04-30).` `undefined` outside the demo.
 */
export async function findDemoNote({ demoDays, store }: Services): Promise<string | undefined> {
  if (demoDays === undefined) return undefined;
  const count = await store.papers.count();
  return texts.demo({ count, from: demoDays[0] ?? '', to: demoDays.at(-1) ?? '' });
}

/** The same with what is missing in it; where this is no demo, what is said otherwise. */
export async function explainMissing(services: Services, missing: string, otherwise: string): Promise<Text> {
  const note = await findDemoNote(services);
  return note === undefined ? otherwise : joinSentences(note, missing);
}
