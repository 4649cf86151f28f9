/** The third wall, Azure: what has to be true, in order, before a cluster enforces pod security policies. */
import { PSP_FEATURE, CONTAINER_SERVICE } from '../../../core/azure/data/registry.ts';
import { FIRST_MINOR_WITHOUT_PSP, KUBERNETES_VERSIONS, minorOf } from '../../../core/azure/data/kubernetes-versions.ts';
import { pspFeatureEnabled, type AzureHost } from '../../../core/azure/index.ts';
import { AKS_PREVIEW, openExtensions } from '../../az/extensions.ts';
import type { LabHost } from '../../shared/lab-host.ts';
import type { CommandContext } from '../command.ts';
import { broken } from './commands.ts';
import type { Report, Step } from './report.ts';

/** The newest version offered that has PodSecurityPolicy. */
export const NEWEST_WITH_PSP = KUBERNETES_VERSIONS.findLast((version) => minorOf(version) < FIRST_MINOR_WITHOUT_PSP)!;

export async function azureReport(context: CommandContext): Promise<Report> {
  const steps = [...(await enablingSteps(context)), ...(await clusterSteps(context.lab))];
  const subject = steps.every((step) => step.done) ? 'Pod security policies are enforced' : 'Pod security policies are not enforced yet';
  return { about: 'azure', subject, steps, next: nextOf(steps) };
}

/** What has to be true of az and the subscription before any cluster can have policies. */
export async function enablingSteps({ terminal, lab }: CommandContext): Promise<Step[]> {
  const state = await featureState(lab);
  const seen = await lab.read((store) => pspFeatureEnabled({ store } as AzureHost));
  const feature = `--namespace ${CONTAINER_SERVICE} --name ${PSP_FEATURE}`;
  return [
    {
      what: `The extension ${AKS_PREVIEW} is installed: --enable-pod-security-policy comes with it`,
      done: Boolean(openExtensions(terminal, lab).find(AKS_PREVIEW)),
      commands: [`az extension add --name ${AKS_PREVIEW}`],
    },
    {
      what: `The feature ${PSP_FEATURE} is Registered (it is ${state})`,
      done: state === 'Registered',
      commands: [
        state === 'Registering'
          ? broken(`az feature show ${feature} --query properties.state -o tsv`)
          : broken(`az feature register ${feature}`),
      ],
    },
    {
      what: `The provider ${CONTAINER_SERVICE} was refreshed since, and knows of the feature`,
      done: seen,
      commands: [`az provider register --namespace ${CONTAINER_SERVICE}`],
    },
  ];
}

/** The commands of the first step that is not done. */
export const nextOf = (steps: readonly Step[]): string[] => steps.find((step) => !step.done)?.commands ?? [];

async function featureState(lab: LabHost): Promise<string> {
  const [subscription] = await list(lab, '/subscriptions?api-version=2020-01-01');
  const path = `/subscriptions/${subscription?.subscriptionId}/providers/Microsoft.Features/providers/${CONTAINER_SERVICE}/features/${PSP_FEATURE}?api-version=2021-07-01`;
  const { body } = await lab.arm({ method: 'GET', path });
  return (body as { properties?: { state?: string } } | undefined)?.properties?.state ?? 'NotRegistered';
}

async function clusterSteps(lab: LabHost): Promise<Step[]> {
  const [subscription] = await list(lab, '/subscriptions?api-version=2020-01-01');
  const clusters = await list(
    lab,
    `/subscriptions/${subscription?.subscriptionId}/providers/Microsoft.ContainerService/managedClusters?api-version=2022-11-01`,
  );
  if (!clusters.length) {
    return [
      {
        what: 'There is a cluster',
        done: false,
        commands: [
          'az group create --name aks-rg --location eastus',
          broken('az aks create --resource-group aks-rg --name aks --enable-pod-security-policy --generate-ssh-keys'),
        ],
      },
    ];
  }
  return clusters.flatMap(({ id, name, properties }): Step[] => {
    const version: string = properties.kubernetesVersion;
    const group = /\/resourcegroups\/([^/]+)/i.exec(id)?.[1] ?? '';
    return [
      {
        what: `Kubernetes ${version} of ${name} still has PodSecurityPolicy (1.${FIRST_MINOR_WITHOUT_PSP} removed it)`,
        done: minorOf(version) < FIRST_MINOR_WITHOUT_PSP,
        commands: [createCommand(group, `${name}-psp`)],
      },
      {
        what: `${name} has pod security policies switched on`,
        done: properties.enablePodSecurityPolicy === true,
        commands: [broken(`az aks update --resource-group ${group} --name ${name} --enable-pod-security-policy`)],
      },
    ];
  });
}

/** A new cluster of the newest version that has policies: an old one cannot go back. */
export const createCommand = (group: string, name: string): string =>
  broken(
    `az aks create --resource-group ${group} --name ${name} --kubernetes-version ${NEWEST_WITH_PSP} --enable-pod-security-policy --generate-ssh-keys`,
  );

async function list(lab: LabHost, path: string): Promise<any[]> {
  const { body } = await lab.arm({ method: 'GET', path });
  return (body as { value?: any[] } | undefined)?.value ?? [];
}
