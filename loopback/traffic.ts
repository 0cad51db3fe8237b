/** One thing that was sent or received, for who wants to watch. Payloads are as they were: tokens included. */
export interface Traffic {
  readonly direction: 'to bot' | 'from bot';
  /** `POST /channels/…/messages`, `INTERACTION_CREATE`, `chat.postMessage`, `events_api`, `ack` … */
  readonly what: string;
  readonly status?: number;
  readonly payload: unknown;
}

export type OnTraffic = (traffic: Traffic) => void;
