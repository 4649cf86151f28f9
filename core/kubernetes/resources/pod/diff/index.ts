import { compare } from './compare.ts';
import { report } from './report.ts';
import { render } from './text.ts';
import { claimSpecValue, podSpecValue } from './values.ts';

/**
 * How two pod specs differ, as the server's refusal of an update shows it: `-` what was sent, `+` what is stored. The real text's layout is
 * meant to be unstable (it may use no-break spaces); this is the layout of the recordings.
 */
export function diffPodSpecs(spec: object, old: object): string {
  return render(report(compare(podSpecValue(spec), podSpecValue(old))));
}

/** The same for the specs of persistent volume claims. */
export function diffClaimSpecs(spec: object, old: object): string {
  return render(report(compare(claimSpecValue(spec), claimSpecValue(old))));
}
