/** What `akslab why` has to tell, as data: what -o json prints, and what text.ts puts into words. */
import type { Mutation } from '../../../core/kubernetes/admission/podsecuritypolicy/draft.ts';
import type { Explanation } from '../../../core/kubernetes/explain/admission.ts';
import type { ForbiddenExplanation } from '../../../core/kubernetes/explain/forbidden.ts';
import type { Matrix } from '../../../core/kubernetes/explain/matrix.ts';
import type { WayOut } from '../../../core/kubernetes/explain/ways-out.ts';

/** A way out with the commands that go it. */
export interface Way extends WayOut {
  commands: string[];
}

export type Report =
  /** `note`: what refused it instead of a policy. `obstacle`: why the pod, although let in, does not start. `invalid`: what is wrong with it besides, where no way out was found. */
  | {
      about: 'admission';
      subject: string;
      answer: string;
      explanation: Explanation;
      note?: string;
      obstacle?: string;
      invalid?: string;
      waysOut: Way[];
    }
  /** `mutations`: what the policy set, as far as it is known what the pod was created from. */
  | {
      about: 'running pod';
      subject: string;
      policy?: string;
      note: string;
      obstacle?: string;
      mutations: Mutation[];
      explanation: Explanation;
    }
  | { about: 'forbidden'; subject: string; answer: string; explanation: ForbiddenExplanation; commands: string[]; warning?: string }
  | { about: 'other refusal'; subject: string; answer: string; note: string }
  | { about: 'azure'; subject: string; answer?: string; note?: string; steps: Step[]; next: string[]; warning?: string }
  | { about: 'matrix'; matrix: Matrix };

/** One thing that has to be true before the next makes sense. */
export interface Step {
  what: string;
  done: boolean;
  /** What to type, where it is not done. */
  commands?: string[];
}
