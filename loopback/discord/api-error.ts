type Tree = { [key: string]: unknown };

/** An error as Discord's API answers it: HTTP status, JSON error code, and for a malformed body where it is wrong. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: number;
  readonly errors: object | undefined;

  constructor(status: number, code: number, message: string, errors?: object) {
    super(message);
    this.status = status;
    this.code = code;
    this.errors = errors;
  }

  static unknownChannel = (): ApiError => new ApiError(404, 10003, 'Unknown Channel');
  static unknownGuild = (): ApiError => new ApiError(404, 10004, 'Unknown Guild');
  static unknownMessage = (): ApiError => new ApiError(404, 10008, 'Unknown Message');
  static unknownUser = (): ApiError => new ApiError(404, 10013, 'Unknown User');
  static unknownWebhook = (): ApiError => new ApiError(404, 10015, 'Unknown Webhook');
  static unknownInteraction = (): ApiError => new ApiError(404, 10062, 'Unknown interaction');
  static unknownCommand = (): ApiError => new ApiError(404, 10063, 'Unknown application command');
  static unknownEmoji = (): ApiError => new ApiError(400, 10014, 'Unknown Emoji');
  static missingAccess = (): ApiError => new ApiError(403, 50001, 'Missing Access');
  static missingPermissions = (): ApiError => new ApiError(403, 50013, 'Missing Permissions');
  static tagRequired = (): ApiError =>
    new ApiError(400, 40067, 'A tag is required to create a forum post in this channel');
  static archived = (): ApiError => new ApiError(400, 50083, 'Thread is archived');

  /** The shape of 50035: the wrong places as a tree. A complaint is `embeds.0.url: what is wrong`. */
  static invalidBody(complaints: readonly string[], code = 'BASE_TYPE_INVALID'): ApiError {
    const errors: Tree = {};
    for (const complaint of complaints) {
      const [, path = '', message = complaint] = /^([\w.]+): (.*)$/s.exec(complaint) ?? [];
      let at = errors;
      for (const key of path.split('.').filter(Boolean)) {
        const below = (at[key] ?? {}) as Tree;
        at[key] = below;
        at = below;
      }
      at._errors = [...((at._errors as object[] | undefined) ?? []), { code, message }];
    }
    return new ApiError(400, 50035, 'Invalid Form Body', errors);
  }

  toBody(): object {
    return { message: this.message, code: this.code, ...(this.errors ? { errors: this.errors } : {}) };
  }
}
