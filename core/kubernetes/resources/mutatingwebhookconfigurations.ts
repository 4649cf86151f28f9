import { webhookConfigurations } from './webhooks.ts';

export const mutatingWebhookConfigurations = webhookConfigurations('MutatingWebhookConfiguration');
