/** What fsGroup, supplementalGroups and runAsGroup share: MustRunAs and MayRunAs over ranges. After pkg/security/podsecuritypolicy/group. */
import { go, invalid, type Path } from '../../../field.ts';
import type { Range, RangedRule } from '../policy.ts';
import { idsText, rangesText, within } from '../ranges.ts';
import { UnusablePolicy, type Errors } from '../strategy.ts';

export interface GroupRule {
  /** What a silent pod gets: the first id of the first range; undefined where the pod may stay silent. */
  first?: number;
  validate(field: Path, groups: number[] | undefined): Errors;
}

/** @returns undefined where any group will do. */
export function groupRule(option: RangedRule | undefined): GroupRule | undefined {
  const ranges = option?.ranges ?? [];
  switch (option?.rule) {
    case 'RunAsAny':
      return undefined;
    case 'MustRunAs':
      if (!ranges.length) throw new UnusablePolicy('ranges must be supplied for MustRunAs');
      return {
        first: ranges[0]!.min,
        validate: (field, groups) => (groups?.length ? inRanges(ranges, field, groups) : [empty(field, groups)]),
      };
    case 'MayRunAs':
      if (!ranges.length) throw new UnusablePolicy('ranges must be supplied for MayRunAs');
      return { validate: (field, groups) => (groups ? inRanges(ranges, field, groups) : undefined) };
    default:
      throw new UnusablePolicy(`Unrecognized strategy type ${option?.rule ?? ''}`);
  }
}

const empty = (field: Path, groups: number[] | undefined) =>
  invalid(field, go(idsText(groups)), 'unable to validate empty groups against required ranges');

function inRanges(ranges: readonly Range[], field: Path, groups: number[]): Errors {
  const outside = groups.filter((group) => !within(ranges, group));
  return outside.map((group) => invalid(field, go(idsText(groups)), `group ${group} must be in the ranges: ${rangesText(ranges)}`));
}
