import type { Schema } from '../tables/schema.ts';

/** For every column of every table: what it tells about a person, or nothing. A new column has to be put in here. */
type PersonalData = { readonly [T in keyof Schema]: { readonly [C in keyof Schema[T]]: string | null } };

const NOTHING = null;
const WHO = 'who it is: platform and user id';
const WHEN = 'when';
const PAPER = 'the paper';
const DIRECT = "a channel, which may be a person's direct messages with the bot";

/** What the database holds about people; `PRIVACY.md` says the same in its table. */
export const PERSONAL_DATA: PersonalData = {
  vote: {
    person: WHO,
    paper_id: PAPER,
    source: 'by which reaction or button',
    tenant: 'in which server or workspace',
    value: 'for, against or taken back',
    at: WHEN,
    event_at: WHEN,
  },
  shelf: { person: WHO, paper_id: 'a paper on the reading list', at: WHEN },
  follow: {
    person: WHO,
    kind: 'author, organization or query',
    text: 'the name or the words that are followed',
    at: WHEN,
  },
  follow_schedule: {
    person: WHO,
    cron: 'when the daily message comes',
    zone: 'the time zone',
    quiet_from: 'quiet hours',
    quiet_until: 'quiet hours',
    language: 'the language',
    next_due_at: 'when the next message comes',
  },
  follow_told: { person: WHO, paper_id: 'a paper that a daily message named' },
  shown_list: {
    person: WHO,
    place: 'in which server and channel it was shown',
    title: 'the title of the last list, with the words of a search',
    papers: 'its papers',
    at: WHEN,
  },
  subscription: {
    channel: DIRECT,
    settings: 'who set the posts up (`owner`); topics and words as typed',
    paused: 'the reason of a pause as typed',
    tenant: 'the same channel, for direct messages on Discord',
    next_due_at: NOTHING,
    created_at: NOTHING,
  },
  delivery: {
    channel: DIRECT,
    slot: NOTHING,
    state: NOTHING,
    reason: NOTHING,
    attempts: NOTHING,
    run_at: NOTHING,
    claimed_by: NOTHING,
    lease_until: NOTHING,
    digest: NOTHING,
    waiting_since: NOTHING,
    updated_at: NOTHING,
  },
  post: {
    channel: DIRECT,
    sent_channel: DIRECT,
    tenant: 'the same channel, for direct messages on Discord',
    id: NOTHING,
    slot: NOTHING,
    seq: NOTHING,
    kind: NOTHING,
    in_thread: NOTHING,
    state: NOTHING,
    platform: NOTHING,
    sent_thread: NOTHING,
    message_id: NOTHING,
    sent_at: NOTHING,
    tried_at: NOTHING,
  },
  forgotten: { person_checksum: 'a checksum of who had everything deleted', at: WHEN },
  departure: { tenant: NOTHING, at: NOTHING },
  identity: { only: NOTHING, id: NOTHING },
  paper: { id: NOTHING, facts: NOTHING, first_seen_at: NOTHING, changed_at: NOTHING },
  snapshot: { paper_id: NOTHING, at: NOTHING, upvotes: NOTHING, comments: NOTHING, stars: NOTHING },
  edition: { day: NOTHING, state: NOTHING, fetched_at: NOTHING, paper_count: NOTHING },
  edition_paper: { day: NOTHING, paper_id: NOTHING, place: NOTHING },
  post_paper: { post_id: NOTHING, place: NOTHING, paper_id: NOTHING },
  preset_reaction: {
    post_id: NOTHING,
    platform: NOTHING,
    since: NOTHING,
    due_at: NOTHING,
    attempts: NOTHING,
    wanted: NOTHING,
    own: NOTHING,
  },
  read_back: { post_id: NOTHING, platform: NOTHING },
  post_edit: { post_id: NOTHING, due_at: NOTHING, tries: NOTHING, wanted: NOTHING },
  duplicate_check: { post_id: NOTHING, platform: NOTHING, since: NOTHING, due_at: NOTHING },
  community_member: { tenant: NOTHING, community: NOTHING },
  summary: {
    paper_id: NOTHING,
    style: NOTHING,
    language: NOTHING,
    model: NOTHING,
    prompt_version: NOTHING,
    text_checksum: NOTHING,
    summary: NOTHING,
  },
  summary_spend: {
    day: NOTHING,
    calls: NOTHING,
    input_tokens: NOTHING,
    output_tokens: NOTHING,
    cost: NOTHING,
  },
};
