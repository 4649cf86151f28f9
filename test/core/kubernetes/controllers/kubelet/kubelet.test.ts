import { expect } from 'chai';
import { pod, WITH_NODES, workbench } from '../workbench.ts';

const status = (bench: ReturnType<typeof workbench>, name: string) => bench.get('pods', name).status;

describe('kubelet', () => {
  it('runs a pod at once where nothing takes time, on a node that need not exist on a bare cluster', () => {
    const bench = workbench();
    bench.create('pods', pod('web'));
    expect(bench.pods()).to.deep.equal(['web 1/1 Running 0']);
    expect(bench.get('pods', 'web').spec.nodeName).to.equal('aks-nodepool1-12345678-vmss000000');
    expect(status(bench, 'web')).to.include({ hostIP: '10.240.0.4', phase: 'Running', startTime: '2020-06-01T00:00:00Z' });
    expect(status(bench, 'web').conditions.map((c: any) => `${c.type} ${c.status}`)).to.deep.equal([
      'Initialized True',
      'Ready True',
      'ContainersReady True',
      'PodScheduled True',
    ]);
    expect(bench.list('events')).to.deep.equal([]);
  });

  it('pulls and starts for about a second at short latency', () => {
    const bench = workbench({ latency: 'short' });
    bench.create('pods', pod('web'));
    expect(bench.pods()).to.deep.equal(['web 0/1 ContainerCreating 0']);
    bench.pass(0.9);
    expect(bench.pods()).to.deep.equal(['web 0/1 ContainerCreating 0']);
    bench.pass(0.1);
    expect(bench.pods()).to.deep.equal(['web 1/1 Running 0']);
    expect(status(bench, 'web').containerStatuses[0].state.running.startedAt).to.equal('2020-06-01T00:00:01Z');
  });

  it('tells on a node what it did', () => {
    const bench = workbench(WITH_NODES);
    bench.create('pods', pod('web'));
    expect(bench.events('web')).to.deep.equal([
      `1 Normal Scheduled Successfully assigned x/web to ${bench.get('pods', 'web').spec.nodeName}`,
      '1 Normal Pulling Pulling image "nginx"',
      '1 Normal Pulled Successfully pulled image "nginx"',
      '1 Normal Created Created container a',
      '1 Normal Started Started container a',
    ]);
  });

  it('does not start an image as root under runAsNonRoot', () => {
    const bench = workbench(WITH_NODES);
    const nonRoot = { securityContext: { runAsNonRoot: true } };
    bench.create('pods', pod('root', {}, nonRoot));
    bench.create('pods', pod('zero', { securityContext: { runAsUser: 0 } }, { securityContext: { runAsNonRoot: true } }));
    bench.create('pods', pod('named', { image: 'akslab.example/user-app' }, nonRoot));
    bench.create('pods', pod('other', { securityContext: { runAsUser: 1000 } }, nonRoot));
    bench.create('pods', pod('built', { image: 'akslab.example/user-1000' }, nonRoot));
    const waiting = (name: string) => status(bench, name).containerStatuses[0].state.waiting;
    expect(waiting('root')).to.deep.equal({
      reason: 'CreateContainerConfigError',
      message: 'container has runAsNonRoot and image will run as root',
    });
    expect(waiting('zero').message).to.equal("container's runAsUser breaks non-root policy");
    expect(waiting('named').message).to.equal(
      'container has runAsNonRoot and image has non-numeric user (app), cannot verify user is non-root',
    );
    expect(status(bench, 'other').phase).to.equal('Running');
    expect(status(bench, 'built').phase).to.equal('Running');
    expect(bench.events('root').at(-1)).to.equal('1 Warning Failed Error: container has runAsNonRoot and image will run as root');
  });

  it('backs off from an image that is not there, and takes the one that it is changed to', () => {
    const bench = workbench(WITH_NODES);
    bench.create('pods', pod('web', { image: 'akslab.example/not-found' }));
    expect(bench.pods()).to.deep.equal(['web 0/1 ErrImagePull 0']);
    bench.pass(1);
    expect(bench.pods()).to.deep.equal(['web 0/1 ImagePullBackOff 0']);
    expect(status(bench, 'web').containerStatuses[0].state.waiting.message).to.equal('Back-off pulling image "akslab.example/not-found"');
    bench.pass(9);
    expect(bench.pods()).to.deep.equal(['web 0/1 ErrImagePull 0']);
    bench.change('pods', 'web', { spec: { containers: [{ name: 'a', image: 'nginx' }] } });
    expect(bench.pods()).to.deep.equal(['web 1/1 Running 0']);
  });

  it('restarts what fails: at once, then after ten, twenty, forty seconds', () => {
    const bench = workbench(WITH_NODES);
    bench.create('pods', pod('web', { image: 'akslab.example/crash' }));
    expect(bench.pods()).to.deep.equal(['web 0/1 Error 0']);
    bench.pass(1);
    expect(bench.pods()).to.deep.equal(['web 0/1 Error 1']);
    bench.pass(1);
    expect(bench.pods()).to.deep.equal(['web 0/1 CrashLoopBackOff 1']);
    const { uid } = bench.get('pods', 'web').metadata;
    expect(status(bench, 'web').containerStatuses[0].state.waiting.message).to.equal(
      `back-off 10s restarting failed container=a pod=web_x(${uid})`,
    );
    bench.pass(9);
    expect(bench.pods()).to.deep.equal(['web 0/1 Error 2']);
    bench.pass(20);
    expect(bench.pods()).to.deep.equal(['web 0/1 Error 3']);
    expect(bench.events('web')).to.include('2 Warning BackOff Back-off restarting failed container');
  });

  for (const [command, restartPolicy, cells] of [
    [['true'], 'Never', 'Completed 0'],
    [['false'], 'Never', 'Error 0'],
    [['sh', '-c', 'exit 3'], 'Never', 'Error 0'],
    [['sh', '-c', 'echo hi && exit 0'], 'OnFailure', 'Completed 0'],
    [['sleep', '3'], 'Never', 'Completed 0'],
    [['sleep', '300'], 'Never', 'Running 0'],
    [['my-server', '--port', '80'], 'Never', 'Running 0'],
    [['sh', '-c', 'while true; do date; sleep 1; done'], 'Never', 'Running 0'],
  ] as const) {
    it(`${command.join(' ')} under ${restartPolicy} is ${cells} after a while`, () => {
      const bench = workbench();
      bench.create('pods', pod('web', { image: 'busybox', command }, { restartPolicy }));
      bench.pass(5);
      expect(bench.pods()[0]!.split(' ').slice(2).join(' ')).to.equal(cells);
    });
  }

  it('runs init containers one after the other before the others', () => {
    const bench = workbench({ latency: 'short' });
    const init = (name: string, command: string[]) => ({ name, image: 'busybox', command });
    bench.create('pods', pod('web', {}, { initContainers: [init('one', ['sleep', '2']), init('two', ['true'])] }));
    expect(bench.pods()).to.deep.equal(['web 0/1 Init:0/2 0']);
    bench.pass(3.5);
    expect(bench.pods()).to.deep.equal(['web 0/1 Init:1/2 0']);
    bench.pass(0.5);
    expect(bench.pods()).to.deep.equal(['web 0/1 PodInitializing 0']);
    bench.pass(1);
    expect(bench.pods()).to.deep.equal(['web 1/1 Running 0']);
  });

  it('holds a pod whose init container fails', () => {
    const bench = workbench();
    bench.create(
      'pods',
      pod('web', {}, { restartPolicy: 'Never', initContainers: [{ name: 'one', image: 'busybox', command: ['false'] }] }),
    );
    expect(status(bench, 'web').phase).to.equal('Failed');
    expect(bench.pods()).to.deep.equal(['web 0/1 Init:Error 0']);
  });

  it('waits for the config maps that a pod mounts or reads', () => {
    const bench = workbench(WITH_NODES);
    bench.create(
      'pods',
      pod('mounts', { volumeMounts: [{ name: 'v', mountPath: '/v' }] }, { volumes: [{ name: 'v', configMap: { name: 'cfg' } }] }),
    );
    bench.create('pods', pod('reads', { env: [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'cfg', key: 'a' } } }] }));
    expect(bench.pods()).to.deep.equal(['mounts 0/1 ContainerCreating 0', 'reads 0/1 CreateContainerConfigError 0']);
    expect(bench.events('mounts')).to.include('1 Warning FailedMount MountVolume.SetUp failed for volume "v" : configmap "cfg" not found');
    expect(status(bench, 'reads').containerStatuses[0].state.waiting.message).to.equal('configmap "cfg" not found');
    bench.create('configmaps', { metadata: { name: 'cfg' }, data: { a: '1' } });
    expect(bench.pods()).to.deep.equal(['mounts 1/1 Running 0', 'reads 1/1 Running 0']);
  });

  it('is ready no sooner than the probe first looks', () => {
    const bench = workbench();
    bench.create('pods', pod('web', { readinessProbe: { initialDelaySeconds: 5, httpGet: { path: '/', port: 80 } } }));
    expect(bench.pods()).to.deep.equal(['web 0/1 Running 0']);
    bench.pass(5);
    expect(bench.pods()).to.deep.equal(['web 1/1 Running 0']);
  });

  it('ends a pod that is past its deadline', () => {
    const bench = workbench();
    bench.create('pods', pod('web', {}, { activeDeadlineSeconds: 10 }));
    bench.pass(10);
    expect(status(bench, 'web')).to.include({ phase: 'Failed', reason: 'DeadlineExceeded' });
  });

  it('takes a moment to stop a pod, within its grace', () => {
    const bench = workbench({ latency: 'short' });
    bench.create('pods', pod('web'));
    bench.pass(2);
    bench.remove('pods', 'web');
    expect(bench.pods()).to.deep.equal(['web 1/1 Terminating 0']);
    bench.pass(0.5);
    expect(bench.pods()).to.deep.equal([]);
  });
});
