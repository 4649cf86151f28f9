import { webhookConfigurations } from './webhooks.ts';

export const validatingWebhookConfigurations = webhookConfigurations('ValidatingWebhookConfiguration');
