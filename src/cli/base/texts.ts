import { createProblems, createTexts } from '../../core/base/catalog.ts';

/** What the command line prints. */
export const texts = createTexts({
  startCommand: 'npx node src/main.ts',
  stopped: 'Stopped before it was done.',
  wentWrong: 'Something went wrong on our side: {trace}',
  unknownCommand: 'Unknown command "{typed}".',
  didYouMean: 'Did you mean {name}?',
  example: 'Example:',
  warning: 'Warning: {text}',
  inTheChannel: '{command} in the channel',
  readByNumber: 'Read one by its number: {command}',
  noPapers: 'There are no papers yet. `backfill` fetches past days, `import` reads files of papers.',

  askYesNo: '{what}? (y/N) ',
  leftAsItWas: 'Nothing was changed.',
  unasked:
    '{because, select, yes {Done without asking, because of --yes} other {Done without asking, because nobody can answer here}}',

  // post
  nothingToPost: 'Nothing to post. {why}',
  notFetched: 'The papers could not be fetched: {why}',
  notFetchedFix: 'Check the network and HF_BASE_URL, then run the command again.',
  noAnswer: '{source} did not answer.',
  justPosted: '{channel}: a digest was posted here {ago}; nothing more is posted.',
  justPostedFix: 'Wait a minute to post what is left over, or name a day with --date.',
  underWay: '{channel}: a digest is already under way here. It was started {ago}; nothing more is posted.',
  noCategories:
    'No paper matches topics that are categories: {source} has not returned the categories of {count, plural, one {# recent paper} other {# recent papers}} yet. {reason}',
  delivered: '{channel}: {state}',
  deliveredWhy: '{channel}: {state}: {why}',
  dryRun:
    'What {channel} would get, as {messages, plural, one {# message} other {# messages}}; nothing was posted.',
  dryRunPart: '— {n} of {of} —',
  dryRunThreadPart: '— {n} of {of}, in its thread —',

  // move
  moveTitle: 'Copying the database …',
  moveProgress: '{way}{done, number} of {total, plural, one {# row} other {# rows}}',
  moveEnd:
    'Copied {rows, plural, one {# row} other {# rows}}, and compared them with the source. Set DATABASE_URL to the new database and start the bot.',
  moveNotFinished: 'The copy is not finished; nothing in the source was changed.',

  // subscriptions
  nobodySubscribed:
    'No channel is subscribed yet. Example: npx node src/main.ts subscribe discord:123456789012345678',
  subscription: '{channel}: {settings}',
  settingPapers: '{count, plural, one {# paper} other {# papers}}',
  settingLayout: 'layout {layout}',
  settingTopics: 'topics {terms}',
  settingWithout: 'without {terms}',
  settingMinVotes: 'at least {votes, plural, one {# upvote} other {# upvotes}}',
  settingLanguage: 'in {language}',
  settingQuiet: 'quiet posts',
  settingPublic: 'public as {name}',
  settingEmptyDays: 'a message on days without papers',
  settingRecap: '{period, select, week {weekly recap} other {monthly recap}} {schedule}',
  settingCatchUp: 'missed posts: {which}',
  subscriptionPaused: '  paused: {why}',
  subscriptionNext: '  next post: {when}',
  subscriptionLast: '  last: {state} of {when}',
  subscriptionLastWhy: '  last: {state} of {when}: {why}',
  whyUnavailable: '  why it cannot be reached: npx node src/main.ts check',

  // link, person
  linked: 'One community now: {members}',
  unlinked: '{tenant} is a community of its own again',
  notLinked: '{tenant} was not linked',
  nothingSaved: 'Nothing was saved about {person}.',
  tenantNothing: 'Nothing is saved about {tenant}.',
  tenantDelete:
    'Delete everything about {tenant}, {rows, plural, one {# row} other {# rows}}? This cannot be undone.',
  tenantNotDeleted: 'Nothing was deleted.',
  tenantDeleted: 'Everything about {tenant} was deleted.',
  forgotten: 'Everything about {person} was deleted.',

  // webhook
  webhookAdded: 'Added {channel}.',
  webhookSecret: 'Its signing secret, which is not shown again: {secret}',
  webhookNext: 'Nothing is sent before: npx node src/main.ts subscribe {channel} --at 09:00',
  noWebhooks:
    'There is no webhook yet. Example: npx node src/main.ts webhook add papers https://hooks.example.org/papers',
  webhook: '{channel}: {host}',
  webhookUnreadable: '{channel}: it was saved with another WEBHOOK_KEY, and cannot be decrypted',
  webhookRemoved: 'Removed {channel}, with its subscription.',

  // backfill
  backfillTitle: '{days, plural, one {# day} other {# days}} from {first}',
  backfillProgress: '{bar} · {day} · {papers, plural, one {# new paper} other {# new papers}}',
  backfillSteps: '{done} of {days, plural, one {# day} other {# days}}',
  backfillEnd:
    '{fetched} of {days, plural, one {# day} other {# days}} fetched, {papers, plural, one {# new paper} other {# new papers}}, {failed, plural, one {# day} other {# days}} failed',
  backfillFailure: '{day}: {why}',
  backfillGivenUp:
    'Stopped because the source cannot be reached: {days, plural, one {# more day} other {# more days}} not requested.',
  backfillStopped: 'Stopped before it was done; what was fetched is saved.',
  backfillAgain: 'Run the same command again: only what is missing is fetched.',

  // site
  siteTitle: 'Writing the pages to {out}',
  siteProgress: '{way}{done} of {total, plural, one {# file} other {# files}}',
  siteEnd:
    '{out}: {pages, plural, one {# file} other {# files}}, {written, plural, one {# new or changed file} other {# new or changed files}}, {removed, plural, one {# outdated file} other {# outdated files}} deleted',
  siteNotFinished: '{out}: not finished. Run the same command again: only what is missing is written.',

  // import, reindex
  importProgress: '{path}: {papers, plural, one {# paper} other {# papers}}',
  importStopped: '{path}: {papers, plural, one {# paper} other {# papers}}, then stopped',
  importSkipped: '{path}:{line} {why}; skipped',
  importMoreSkipped: '… and {lines, plural, one {# more line} other {# more lines}} of {path} skipped',
  importDropped: '{path}: fields not imported, and in how many records: {fields}',
  importDroppedMore:
    '{path}: fields not imported, and in how many records: {fields} and {others, plural, one {# other} other {# others}}',
  importEnd:
    '{added, plural, one {# paper} other {# papers}} added, {changed} changed, {skipped, plural, one {# line} other {# lines}} skipped',
  importNothing: 'There was no paper in it. A line of a file to import: {example}',
  indexUpToDate: 'index: up to date',
  indexed: '{papers, plural, one {# paper} other {# papers}} indexed',
  indexNotFinished: 'index: not finished, the former one stays',
  indexTitle: 'index',
  barProgress: '{title}: {done} of {total, plural, one {# paper} other {# papers}}',
  barWriting: '{title}: {total, plural, one {# paper} other {# papers}}, writing',

  // start
  noPlatform: `No platform has a token, so this terminal takes their place.
Set DISCORD_TOKEN, or SLACK_BOT_TOKEN and SLACK_APP_TOKEN, in .env (see .env.example), and start again.`,
  anotherServes: `Another Paperboy serves from this database: commands may be answered twice.
Stop one of the two, or give this one a DATABASE_URL of its own.`,
  databaseReserved: `This database is locked, as it is while move copies data into it. Nothing is fetched or posted until that is finished.
Stop this process, and start again when the move is finished.`,
  channelsWait:
    '{channels, plural, one {# subscribed channel} other {# subscribed channels}} on {platform} will get no posts, because it is not connected. {fix}',
  connect: 'Set {tokens}, or unsubscribe the channels.',
  servesAlone: 'The terminal serves only where no platform has a token.',
  noBounce: 'This is no report about a mail of ours; nothing was changed.',
  bouncePassing: 'The report does not say that the address of {channel} is dead; nothing was changed.',
  bounceStopped: '{channel} gets no more mails, and its address is deleted.',
  bounceUnknown: '{channel} was not getting any mail.',
  pagesNotServed: 'The web pages cannot be served: {why}. Check WEB_PORT and WEB_HOST.',
  healthNotServed: 'Health and metrics cannot be served: {why}. Check HEALTH_PORT and HEALTH_HOST.',
  notStarted: '{platform}: {why}',
  couldNotBeStarted: 'could not be started',

  // demo
  notRead: 'The papers could not be read: {why}',
  howToVote: 'Vote with +1 3, -1 2 or 0 3: the number is that of a paper.',
  whatToType: 'Or type: search WORDS, summary 1, show 2, today, help, quit.',
  demoHas: 'This is a demo with {papers, plural, one {# paper} other {# papers}} and no network.',
  demoAbstracts: 'Its abstracts were written for it.',
  seePage: 'See it in Discord and Slack: {url}',
  seePageMoved: 'See it in Discord and Slack: {url} (port {port} is taken)',
  noPagePackages:
    'There is no page beside this terminal: its packages are not installed (npm ci without --omit=dev brings them).',
  noPage: 'There is no page beside this terminal: {why}',
});

/** What is wrong with what was typed. */
export const problems = createProblems({
  optionUnknown: {
    what: '{command} has no option {option}.',
    fix: 'Try: npx node src/main.ts {command} --help',
  },
  limitInvalid: { what: '--limit is a whole number from 1 to {most}, not "{typed}".' },
  channelInvalid: {
    what: '"{typed}" is not a channel.',
    fix: 'Write it as discord:123456789012345678, slack:C0123456789, slack:T0123456789/C0123456789, webhook:NAME or terminal:local. {where}',
  },
  workspaceUnknown: {
    what: 'It is not known which Slack workspace {channel} belongs to.',
    fix: 'Write it as slack:T0123456789/{id}, with the ID of the workspace, or set SLACK_BOT_TOKEN (see .env.example): then Slack names the workspace.',
  },
  dayInvalid: { what: '"{typed}" is not a day.', fix: 'Write it as 2026-04-30.' },
  dayFuture: { what: '{typed} has not come yet (today is {today}, UTC).' },
  dayUnrecorded: { what: 'No papers are recorded for {day}.' },
  nothingToRecap: { what: 'There is nothing to recap yet.', fix: 'Vote for a paper, then try again.' },
  spanTooLong: { what: 'More than {most} days at once.', fix: 'Fetch them in several spans.' },
  spanEmpty: { what: '{from} is after {to}.', fix: 'Give the older day as --from.' },
  jsonWithoutDryRun: {
    what: '--json shows payloads, and goes with --dry-run.',
    fix: 'Example: npx node src/main.ts post {channel} --dry-run --json',
  },
  platformOff: {
    what: '{platform} is switched off: {setting} is not set.',
    fix: 'Set {setting} (see .env.example), or look at the post with --dry-run.',
  },
  terminalOff: {
    what: 'The terminal gets posts only where no platform has a token.',
    fix: 'Look at the post with --dry-run.',
  },
  webhooksOff: {
    what: 'Webhooks are switched off: WEBHOOK_KEY is not set.',
    fix: 'Set it to what openssl rand -hex 32 prints, and keep it: the addresses are encrypted with it.',
  },
  linkNeedsTwo: {
    what: 'Give at least two communities.',
    fix: 'Example: npx node src/main.ts link discord:123456789012345678 slack:T0123456789',
  },
  tenantInvalid: {
    what: '"{typed}" is no Discord server, Slack workspace, email:readers or webhook.',
    fix: 'Example: npx node src/main.ts link discord:123456789012345678 slack:T0123456789',
  },
  personInvalid: {
    what: '"{typed}" is neither a person on Discord nor on Slack.',
    fix: 'Example: npx node src/main.ts person discord:123456789012345678, or slack:T0123456789/U0123456789',
  },
  daysInvalid: { what: '--days is a whole number from 1 to {most}, not "{typed}".' },
  portInvalid: {
    what: '--port is a whole number from 0 to 65535, not "{typed}".',
    fix: 'Example: --port 8137',
  },
});
