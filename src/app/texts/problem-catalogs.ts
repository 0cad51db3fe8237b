import { findings as discordCheckFindings } from '../../../adapters/discord/texts/check.ts';
import { problems as discord } from '../../../adapters/discord/texts/errors.ts';
import { problems as email } from '../../../adapters/email/texts/errors.ts';
import {
  problems as emailSetup,
  findings as emailSetupFindings,
} from '../../../adapters/email/texts/setup.ts';
import { findings as slackCheckFindings } from '../../../adapters/slack/texts/check.ts';
import { problems as slack } from '../../../adapters/slack/texts/errors.ts';
import { problems as terminal, findings as terminalFindings } from '../../../adapters/terminal/texts.ts';
import { problems as webhook } from '../../../adapters/webhook/texts/errors.ts';
import { findings as webhookSetupFindings } from '../../../adapters/webhook/texts/setup.ts';
import { problems as commandsChannel } from '../../../commands/texts/channel.ts';
import { problems as commandsFollow } from '../../../commands/texts/follow.ts';
import { problems as commandsHelp } from '../../../commands/texts/help.ts';
import { problems as commandsLists } from '../../../commands/texts/lists.ts';
import { problems as commandsPapers } from '../../../commands/texts/papers.ts';
import { problems as commandsReadingList } from '../../../commands/texts/reading-list.ts';
import { problems as commandsSearch } from '../../../commands/texts/search.ts';
import { problems as commandsShare } from '../../../commands/texts/share.ts';
import { problems as commandsTaste } from '../../../commands/texts/taste.ts';
import { findings as cliCheckFindings } from '../../cli/base/check-texts.ts';
import { problems as cli } from '../../cli/base/texts.ts';
import { problems as config } from '../../config/texts.ts';
import { problems as core } from '../../core/base/texts.ts';
import { problems as coreCommand } from '../../core/command/texts.ts';
import { problems as coreMail } from '../../core/mail/texts.ts';
import { problems as coreMatching } from '../../core/matching/texts.ts';
import { reasons as coreReasons } from '../../core/reason/texts.ts';
import { problems as coreReplies } from '../../core/replies/texts.ts';
import { problems as coreSchedule } from '../../core/schedule/texts.ts';
import { problems as coreWebhook } from '../../core/webhook/texts.ts';
import { problems as demo } from '../../demo/texts.ts';
import { problems as jobsNextDue } from '../../jobs/timing/next-due-texts.ts';
import { problems as parsing } from '../../parsing/texts.ts';
import { problems as search, findings as searchFindings } from '../../search/texts/texts.ts';
import {
  problems as sources,
  busy as sourcesBusy,
  fileProblems as sourcesFiles,
  shapes as sourcesShapes,
} from '../../sources/shared/texts.ts';
import { problems as storeMove } from '../../store/move/texts.ts';
import { problems as storePostgres } from '../../store/postgres/texts.ts';
import { problems as storeSqlite } from '../../store/sqlite/texts.ts';
import { problems as store } from '../../store/tables/texts.ts';
import { problems as summary, findings as summaryFindings } from '../../summary/text/texts.ts';
import { problems as webExport } from '../../web/texts/export.ts';
import { findings as appFindings } from './texts.ts';

/**
 * All that can go wrong, be found by a check, or be the reason for something: each a code with its parameters. A new catalog has a line
 * here, and the compiler then knows its codes everywhere (`Problem`, `ProblemCode`).
 */
export const PROBLEM_CATALOGS = {
  discordCheckFindings,
  discord,
  email,
  emailSetup,
  emailSetupFindings,
  slackCheckFindings,
  slack,
  terminalFindings,
  terminal,
  webhook,
  webhookSetupFindings,
  commandsChannel,
  commandsFollow,
  commandsHelp,
  commandsLists,
  commandsPapers,
  commandsReadingList,
  commandsSearch,
  commandsShare,
  commandsTaste,
  appFindings,
  cliCheckFindings,
  cli,
  config,
  core,
  coreCommand,
  coreMail,
  coreMatching,
  coreReasons,
  coreReplies,
  coreSchedule,
  coreWebhook,
  demo,
  jobsNextDue,
  parsing,
  search,
  searchFindings,
  sources,
  sourcesShapes,
  sourcesBusy,
  sourcesFiles,
  storeMove,
  storePostgres,
  storeSqlite,
  store,
  summary,
  summaryFindings,
  webExport,
} as const;

type Catalogs = typeof PROBLEM_CATALOGS;

declare module '../../core/base/catalog.ts' {
  interface ProblemCatalogs extends Catalogs {}
}
