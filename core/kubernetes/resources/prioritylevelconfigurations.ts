import { forbidden, invalid, notSupported, required, type FieldError } from '../field.ts';
import type { KubeObject } from '../object.ts';
import { AGE, NAME, text } from './columns.ts';
import { FLOW_CONTROL } from './flowschemas.ts';
import type { ResourceDefinition } from './types.ts';
import { countGeneration, keepAllButStatus, keepStatus } from './validation/common.ts';

const SHARES = 30;
const QUEUING = { queues: 64, handSize: 8, queueLengthLimit: 50 };

function validate({ spec = {} }: KubeObject): FieldError[] {
  const { type = '', limited } = spec;
  if (type === 'Exempt') return limited ? [forbidden('spec.limited', 'must be nil if the type is not Limited')] : [];
  if (type !== 'Limited') return [notSupported('spec.type', type, ['Exempt', 'Limited'])];
  if (!limited) return [required('spec.limited', 'must not be empty when type is Limited')];
  const shares = limited.assuredConcurrencyShares ?? 0;
  return shares > 0 ? [] : [invalid('spec.limited.assuredConcurrencyShares', shares, 'must be positive')];
}

const limit =
  (read: (limited: KubeObject['spec']) => number | undefined) =>
  ({ spec }: KubeObject): string =>
    String((spec?.limited && read(spec.limited)) ?? '<none>');

export const priorityLevelConfigurations: ResourceDefinition = {
  ...FLOW_CONTROL,
  kind: 'PriorityLevelConfiguration',
  plural: 'prioritylevelconfigurations',
  singular: 'prioritylevelconfiguration',
  default({ spec }) {
    const limited = spec?.limited;
    if (!limited) return;
    limited.assuredConcurrencyShares ||= SHARES;
    if (limited.limitResponse?.queuing)
      for (const [field, value] of Object.entries(QUEUING)) limited.limitResponse.queuing[field] ||= value;
  },
  prepareForCreate(level) {
    level.status = {};
    level.metadata.generation = 1;
  },
  prepareForUpdate(level, old) {
    keepStatus(level, old);
    countGeneration(level, old);
  },
  validate,
  validateUpdate: (level) => validate(level),
  status: { prepareForUpdate: keepAllButStatus },
  columns: [
    NAME,
    text('Type', ({ spec }) => spec?.type ?? ''),
    text(
      'AssuredConcurrencyShares',
      limit((limited) => limited.assuredConcurrencyShares),
    ),
    text(
      'Queues',
      limit((limited) => limited.limitResponse?.queuing?.queues),
    ),
    text(
      'HandSize',
      limit((limited) => limited.limitResponse?.queuing?.handSize),
    ),
    text(
      'QueueLengthLimit',
      limit((limited) => limited.limitResponse?.queuing?.queueLengthLimit),
    ),
    AGE,
  ],
};
