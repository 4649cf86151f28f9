/** The third wall, Azure: what has to be true, in order, before a cluster enforces pod security policies. */
import { PSP_FEATURE, CONTAINER_SERVICE } from '../../../core/azure/data/registry.ts';
import { pspFeatureEnabled, type AzureHost } from '../../../core/azure/index.ts';
import { AKS_PREVIEW, openExtensions } from '../../az/extensions.ts';
import type { LabHost } from '../../shared/lab-host.ts';
import type { CommandContext } from '../command.ts';
import type { Report, Step } from './report.ts';

/** The first minor of Kubernetes without PodSecurityPolicy. */
const REMOVED_IN = 25;

export async function azureReport(context: CommandContext, answer = ''): Promise<Report> {
  const { terminal, lab } = context;
  const state = await featureState(lab);
  const seen = await lab.read((store) => pspFeatureEnabled({ store } as AzureHost));
  const feature = `--namespace ${CONTAINER_SERVICE} --name ${PSP_FEATURE}`;
  const steps: Step[] = [
    { what: `The extension ${AKS_PREVIEW} is installed: --enable-pod-security-policy comes with it`, done: Boolean(openExtensions(terminal, lab).find(AKS_PREVIEW)), command: `az extension add --name ${AKS_PREVIEW}` },
    {
      what: `The feature ${PSP_FEATURE} is Registered (it is ${state})`,
      done: state === 'Registered',
      command: state === 'Registering' ? `az feature show ${feature} --query properties.state -o tsv    # until it says Registered` : `az feature register ${feature}`,
    },
    { what: `The provider ${CONTAINER_SERVICE} was refreshed since, and knows of the feature`, done: seen, command: `az provider register --namespace ${CONTAINER_SERVICE}` },
    ...(await clusterSteps(lab)),
  ];
  const open = steps.find((step) => !step.done);
  return { about: 'azure', subject: open ? 'Pod security policies are not enforced yet' : 'Pod security policies are enforced', ...(answer ? { answer } : {}), steps };
}

async function featureState(lab: LabHost): Promise<string> {
  const [subscription] = await list(lab, '/subscriptions?api-version=2020-01-01');
  const path = `/subscriptions/${subscription?.subscriptionId}/providers/Microsoft.Features/providers/${CONTAINER_SERVICE}/features/${PSP_FEATURE}?api-version=2021-07-01`;
  const { body } = await lab.arm({ method: 'GET', path });
  return (body as { properties?: { state?: string } } | undefined)?.properties?.state ?? 'NotRegistered';
}

async function clusterSteps(lab: LabHost): Promise<Step[]> {
  const [subscription] = await list(lab, '/subscriptions?api-version=2020-01-01');
  const clusters = await list(lab, `/subscriptions/${subscription?.subscriptionId}/providers/Microsoft.ContainerService/managedClusters?api-version=2022-11-01`);
  if (!clusters.length) {
    return [{ what: 'There is a cluster', done: false, command: 'az group create --name aks-rg --location eastus\naz aks create --resource-group aks-rg --name aks --generate-ssh-keys' }];
  }
  return clusters.flatMap(({ id, name, properties }): Step[] => {
    const version: string = properties.kubernetesVersion;
    const group = /\/resourcegroups\/([^/]+)/i.exec(id)?.[1] ?? '';
    return [
      { what: `Kubernetes ${version} of ${name} still has PodSecurityPolicy (it went with 1.${REMOVED_IN})`, done: Number(version.split('.')[1]) < REMOVED_IN },
      { what: `${name} has pod security policies switched on`, done: properties.enablePodSecurityPolicy === true, command: `az aks update --resource-group ${group} --name ${name} --enable-pod-security-policy` },
    ];
  });
}

async function list(lab: LabHost, path: string): Promise<any[]> {
  const { body } = await lab.arm({ method: 'GET', path });
  return (body as { value?: any[] } | undefined)?.value ?? [];
}
