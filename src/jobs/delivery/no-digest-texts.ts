import { createTexts } from '../../core/base/catalog.ts';

export const texts = createTexts({
  noPapers: 'No new papers today',
  noRecap: 'No recap this time',
  noDigest: 'No digest today',
  pageEnded: 'The channel has no public page any more',
  pageEndedText: 'What it posts came to you from there. This is the last mail, and your address is deleted.',
  sourceUnavailable:
    '{source} could not be reached between {from} and {to}, so it is not known which papers are new.',
  sourceUnavailableAndNext:
    '{source} could not be reached between {from} and {to}, so it is not known which papers are new. The next digest is due {next}.',
});
