/**
 * Work Objects: https://docs.slack.dev/messaging/work-objects-implementation. The page says that they must be enabled for the app under
 * Work Object Previews; neither it nor https://docs.slack.dev/reference/methods/chat.unfurl says what becomes of `metadata` where
 * they are not. `ignored`: accepted, and nothing is made of it. `refused`: by one of the codes that the page lists for `metadata`.
 */
export type WorkObjects = 'on' | 'ignored' | 'refused';

export interface Entity {
  readonly url: string;
  readonly app_unfurl_url?: string;
  readonly entity_type: string;
  readonly external_ref: { readonly id: string; readonly type?: string };
  readonly entity_payload: {
    readonly attributes: { readonly title: { readonly text: string } };
    readonly fields?: Readonly<Record<string, unknown>>;
    readonly actions?: {
      readonly primary_actions?: EntityAction[];
      readonly overflow_actions?: EntityAction[];
    };
  };
}

export interface EntityAction {
  readonly text: string;
  readonly action_id: string;
  readonly value?: string;
}

/** What one person saw in the flexpane. */
export interface Details {
  readonly user: string;
  readonly metadata?: Entity;
  readonly error?: Readonly<Record<string, unknown>>;
}

/** Which of the actions of a link's Work Object: those under the link, or those in its flexpane. */
export interface EntityLocation {
  readonly url: string;
  readonly at: 'unfurl' | 'flexpane';
}
