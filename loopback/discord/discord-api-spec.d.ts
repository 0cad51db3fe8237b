// The package ships its schemas as JavaScript without types.
declare module 'discord-api-spec/zod' {
  import type { z } from 'zod';

  export const ApplicationCommandCreateRequestSchema: z.ZodType;
  export const CreateForumThreadRequestSchema: z.ZodType;
  export const CreateMessageInteractionCallbackRequestSchema: z.ZodType;
  export const CreatePrivateChannelRequestSchema: z.ZodType;
  export const CreateTextThreadWithMessageRequestSchema: z.ZodType;
  export const IncomingWebhookInteractionRequestSchema: z.ZodType;
  export const IncomingWebhookUpdateForInteractionCallbackRequestPartialSchema: z.ZodType;
  export const MessageCreateRequestSchema: z.ZodType;
  export const MessageEditRequestPartialSchema: z.ZodType;
  export const ModalInteractionCallbackRequestSchema: z.ZodType;
  export const UpdateMessageInteractionCallbackRequestSchema: z.ZodType;
}
