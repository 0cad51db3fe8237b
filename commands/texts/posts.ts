import { createTexts } from '../../src/core/base/catalog.ts';

/** The next post of a channel and its last ones. */
export const texts = createTexts({
  previewSummary: 'Show this channel’s next post without posting it',
  previewTitle: 'Next post: {moment}',
  previewRecapSummary: 'The recap of the week or the month instead',
  recapNext: 'Next one: {moment}',
  recapOff: 'This recap is switched off',
  recapOn: 'To get it, use {command}',
  previewPaused: 'Next post: paused',
  previewPages: '{count, plural, one {# paper} other {# papers}}, page {page} of {last}',
  previewNothing: 'Nothing to post.',
  leftOut: '{count} left out: {rules}',
  leftOutRule: '{count} {rule}',
  notNew: 'Not counted as new: {rules}.',
  previewAll: 'To get all papers, use {command}.',
  postNowButton: 'Post now',

  postNowSummary: 'Post this channel’s next digest now',
  posting: 'The digest is on its way',
  nothingToPost: 'Nothing to post',
  justPosted: 'The digest was posted here {ago}',
  justPostedWhat:
    'Nothing was posted a second time. You can post the next digest {wait}. See what comes next:',
  underWay: 'A digest for this channel is already under way. It was started {ago}',
  underWayWhat: 'Nothing was posted a second time. See what comes next:',

  statusSummary: 'Show whether papers are up to date and how the last posts here went',
  statusTitle: 'Status',
  papers: 'Papers',
  papersSaved: '{count, plural, one {# paper} other {# papers}} stored, {age}',
  fetched: 'fetched {ago}',
  neverFetched: 'not fetched yet',
  shownFromBefore: 'Papers that were fetched before are shown.',
  categories: 'Categories',
  noCategories:
    'No paper matches topics that are categories: {source} has not returned the categories of {count, plural, one {# recent paper} other {# recent papers}} yet. {reason}',
  withoutCategories:
    '{source} has not returned the categories of {count, plural, one {# recent paper} other {# recent papers}}. It first failed {ago}: {reason} The bot tries again at every refresh.',
  search: 'Search',
  helpful: 'Summaries that helped',
  helpfulOf:
    '{kind, select, extract {The paper’s own sentences} huggingFace {Hugging Face’s AI summary} other {{model}}}, {style}, {language}: {yes} of {all}',
  nextPostHere: 'Next post here',
  notSubscribed: 'This channel is not subscribed. Set up its daily post with {command}.',
  lastPosts: 'Last posts',
  postedPapers: 'Posted, {count, plural, one {# paper} other {# papers}}',
  ofKind: '{kind, select, week {Weekly recap} month {Monthly recap} other {Alert}}: {outcome}',
  noPosts: 'None here yet.',
  minutesAgo: '{count, plural, one {# minute ago} other {# minutes ago}}',
  hoursAgo: '{count, plural, one {# hour ago} other {# hours ago}}',
  daysAgo: '{count, plural, one {# day ago} other {# days ago}}',
});

/** What became of a delivery, by its state. */
export const states = createTexts({
  sent: 'Posted',
  skipped: 'Nothing posted',
  failed: 'Failed',
  unknown: 'Unknown outcome',
  due: 'Waiting',
  claimed: 'Being prepared',
  sending: 'Being posted',
});
