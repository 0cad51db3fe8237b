import { InputError } from '../core/base/errors.ts';
import { type ChannelId, type PlatformName, splitChannel } from '../core/base/ids.ts';
import { problems, texts } from './texts.ts';

/** What the platforms' own ids look like. */
const CHANNEL_IDS: Readonly<Record<PlatformName, RegExp>> = {
  discord: /^\d{17,20}$/,
  slack: /^[CDG][A-Z0-9]{5,}$/,
  terminal: /^local$/,
};

/** A channel as typed; throws an `InputError` that shows the form: an id that its platform cannot have never gets a post. */
export async function findChannel(text: string): Promise<ChannelId> {
  const at = splitChannel(text);
  if (at && CHANNEL_IDS[at.platform].test(at.id)) return text;
  const platforms = Object.keys(CHANNEL_IDS) as PlatformName[];
  const platform = platforms.find((one) => text.startsWith(`${one}:`));
  throw new InputError(
    problems.channelInvalid({ typed: text, where: texts.whereIdsAre({ platform: platform ?? 'none' }) }),
  );
}
