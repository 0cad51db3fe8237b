import type { ChannelId, PersonId, TenantId } from '../../core/base/ids.ts';

/**
 * The tables as queries see them. Ids are text, instants are milliseconds since the epoch, lists and digests are JSON
 * text, booleans are 0 or 1: what SQLite and PostgreSQL both store without loss.
 */
export interface Schema {
  identity: IdentityTable;
  paper: PaperTable;
  snapshot: SnapshotTable;
  edition: EditionTable;
  edition_paper: EditionPaperTable;
  subscription: SubscriptionTable;
  delivery: DeliveryTable;
  post: PostTable;
  post_paper: PostPaperTable;
  preset_reaction: PresetReactionTable;
  read_back: ReadBackTable;
  post_edit: PostEditTable;
  shared_card: SharedCardTable;
  duplicate_check: DuplicateCheckTable;
  vote: VoteTable;
  community_member: CommunityMemberTable;
  reading_list: ReadingListTable;
  follow: FollowTable;
  follow_schedule: FollowScheduleTable;
  follow_notified: FollowNotifiedTable;
  shown_list: ShownListTable;
  summary: SummaryTable;
  summary_spend: SummarySpendTable;
  card: CardTable;
  similar_papers: SimilarPapersTable;
  summary_feedback: SummaryFeedbackTable;
  forgotten: ForgottenTable;
  departure: DepartureTable;
  mailbox: MailboxTable;
  mail_request: MailRequestTable;
  mail_block: MailBlockTable;
  webhook: WebhookTable;
  alert: AlertTable;
  installation: InstallationTable;
  role: RoleTable;
  seen_event: SeenEventTable;
  short_lived: ShortLivedTable;
}

export interface InstallationTable {
  tenant: TenantId;
  /** The organization whose installation covers this workspace; null for an installation of its own. */
  organization: TenantId | null;
  /** The tokens, encrypted; null where the organization has them. */
  sealed: string | null;
  installed_at: number;
  /** Whoever renews the tokens may do so until then. */
  renewing_until: number | null;
}

export interface AlertTable {
  kind: string;
  subject: string;
  raised_at: number;
  seen_at: number;
  raised_slot: number;
  ended_at: number | null;
  ended_slot: number | null;
}

export interface WebhookTable {
  channel: ChannelId;
  /** The address and the signing secret, encrypted. */
  sealed: string;
  created_at: number;
}

export interface MailboxTable {
  channel: ChannelId;
  state: string;
  /** Encrypted; null once it is stopped. */
  address: string | null;
  address_checksum: string | null;
  /** The content and the schedule, as JSON. */
  wish: string;
  tenant: TenantId;
  asked_by: PersonId | null;
  asked_at: number;
  /** When it was last confirmed or stopped. */
  changed_at: number;
  /** When the confirmation is due to be sent; null without pending work. */
  confirm_due_at: number | null;
  confirm_attempts: number;
}

/** Somebody requested a confirmation. */
interface MailRequestTable {
  asker_checksum: string;
  address_checksum: string;
  at: number;
}

/** An address to which nothing is sent. */
interface MailBlockTable {
  address_checksum: string;
  cause: string;
  at: number;
}

interface ForgottenTable {
  person_checksum: string;
  at: number;
}

interface DepartureTable {
  tenant: TenantId;
  at: number;
}

interface ShownListTable {
  /** Empty for a list that was shown to everybody. */
  person: PersonId | '';
  /** `TENANT CHANNEL`, or `direct`. */
  place: string;
  title: string;
  /** Pairs of number and id, as JSON. */
  papers: string;
  at: number;
}

interface SummaryTable {
  paper_id: string;
  style: string;
  language: string;
  model: string;
  prompt_version: number;
  text_checksum: string;
  /** The summary as JSON. */
  summary: string;
}

interface SimilarPapersTable {
  paper_id: string;
  text_checksum: string;
  paper_count: number;
  /** Ids of papers as JSON, the closest first. */
  similar: string;
}

interface CardTable {
  paper_id: string;
  /** Of the rules that it was made by. */
  version: number;
  text_checksum: string;
  /** The card as JSON; null where the paper has no text. */
  summary: string | null;
}

interface SummarySpendTable {
  day: string;
  calls: number;
  input_tokens: number;
  output_tokens: number;
  cost: number;
}

export interface SummaryFeedbackTable {
  person: PersonId;
  paper_id: string;
  style: string;
  language: string;
  provider: string;
  tenant: TenantId;
  /** 1 or 0. */
  helped: number;
  at: number;
}

interface FollowTable {
  person: PersonId;
  kind: string;
  text: string;
  at: number;
}

export interface FollowScheduleTable {
  person: PersonId;
  cron: string;
  zone: string;
  quiet_from: number;
  quiet_until: number;
  language: string;
  next_due_at: number;
}

interface FollowNotifiedTable {
  person: PersonId;
  paper_id: string;
}

interface ReadingListTable {
  person: PersonId;
  paper_id: string;
  at: number;
}

interface PaperTable {
  id: string;
  /** The paper without its id, as JSON: every field may be missing, and none is searched by SQL. */
  facts: string;
  first_seen_at: number;
  /** When it last changed, advanced so that no two papers share a value and a later change has the higher one. */
  changed_at: number;
}

export interface SnapshotTable {
  paper_id: string;
  at: number;
  upvotes: number | null;
  comments: number | null;
  stars: number | null;
}

export interface EditionTable {
  day: string;
  state: string;
  fetched_at: number;
  paper_count: number;
}

interface EditionPaperTable {
  day: string;
  paper_id: string;
  place: number;
}

export interface SubscriptionTable {
  channel: ChannelId;
  tenant: TenantId | null;
  /** The channel's settings, as JSON; what queries use has columns of its own. */
  settings: string;
  /** The pause as JSON. */
  paused: string | null;
  next_due_at: number;
  /** Null without such a recap. */
  week_due_at: number | null;
  month_due_at: number | null;
  created_at: number;
  /** The name of its public page; null where it has none. */
  public_name: string | null;
}

export interface DeliveryTable {
  channel: ChannelId;
  slot: number;
  kind: string;
  state: string;
  /** As JSON. */
  reason: string | null;
  attempts: number;
  run_at: number;
  claimed_by: string | null;
  lease_until: number | null;
  digest: string | null;
  waiting_since: number | null;
  updated_at: number;
}

export interface PostTable {
  id: string;
  channel: ChannelId;
  slot: number;
  seq: number;
  kind: string;
  in_thread: number;
  state: string;
  platform: string;
  sent_channel: string | null;
  sent_thread: string | null;
  message_id: string | null;
  tenant: TenantId | null;
  sent_at: number | null;
  tried_at: number | null;
}

interface DuplicateCheckTable {
  post_id: string;
  platform: string;
  since: number;
  due_at: number;
}

export interface PresetReactionTable {
  post_id: string;
  platform: string;
  since: number;
  /** Null without pending work. */
  due_at: number | null;
  attempts: number;
  /** How many vote changes are pending. */
  wanted: number;
  /** `OwnReactions` as JSON. */
  own: string;
}

/** Posts with reactions that must be read once, however old they are. */
interface ReadBackTable {
  post_id: string;
  platform: string;
}

interface PostPaperTable {
  post_id: string;
  place: number;
  paper_id: string;
}

export interface PostEditTable {
  post_id: string;
  /** In real time, like every wait that a platform asks for. */
  due_at: number;
  tries: number;
  /** How many changes were requested: an edit has shown only those before it. */
  wanted: number;
}

/** A card that a person has shared, with the pending work on it. */
export interface SharedCardTable {
  /** `nameSharedCard` of it. */
  id: string;
  platform: string;
  channel: ChannelId;
  thread: string | null;
  message_id: string;
  tenant: TenantId;
  paper_id: string;
  /** When it was shared, or one of its buttons was last pressed. */
  used_at: number;
  /** In real time; null without pending work. */
  due_at: number | null;
  tries: number;
  /** How many changes were requested. */
  wanted: number;
  /** 1 where its buttons could be changed the last time, or 0. */
  is_updatable: number;
}

export interface VoteTable {
  paper_id: string;
  person: PersonId;
  source: string;
  tenant: TenantId;
  /** 1 for, -1 against, 0 removed. */
  value: number;
  at: number;
  /** When it happened according to the platform, in microseconds; where it does not say, the order of arrival counts. */
  event_at: number | null;
}

/** Only linked tenants have a row; any other tenant is a community of its own. */
interface CommunityMemberTable {
  tenant: TenantId;
  /** The smallest of the community's tenants. */
  community: TenantId;
}

/** A role of one process of several. */
interface RoleTable {
  name: string;
  /** The process, by a random id that it has while it runs. */
  holder: string;
  /** By the clock of the database. */
  until: number;
}

/** An event of a platform that was received. */
interface SeenEventTable {
  key: string;
  /** In real time. */
  at: number;
}

/** What holds for a while. Of a limit `until` is when it is whole again. */
interface ShortLivedTable {
  /** With its kind. */
  key: string;
  person: PersonId | null;
  text: string;
  until: number;
}

/** A single row. */
interface IdentityTable {
  only: 1;
  id: string;
}
