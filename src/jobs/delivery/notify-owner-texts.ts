import { createTexts } from '../../core/base/catalog.ts';

/** What the owner of a channel reads in private. */
export const texts = createTexts({
  pausedTitle: 'Your daily papers are paused',
  paused: 'The posts to {channel} do not get through.',
  failedTitle: 'A digest could not be posted',
  failed: 'The digest for {channel} was given up. The next one is tried as usual.',
  unknownTitle: 'It is not known whether a digest was posted',
  unknown:
    'The connection broke while the digest for {channel} was being posted, and it cannot be looked up.',
  twiceTitle: 'A post appears twice',
  twice: 'A post appears twice in {channel}.',
  twiceFix:
    'Delete one of the two: the platform carried out a request late and does not let the bot delete it.',
});
