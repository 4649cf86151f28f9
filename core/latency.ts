/** Which durations slow things have: `none` at once, `short` seconds, `real` as on Azure. */
export type Latency = 'none' | 'short' | 'real';

/** Durations in milliseconds, one row a kind of transition. */
export const DURATIONS = {
  /** A feature from Registering to Registered: minutes on Azure. */
  featureRegister: { none: 0, short: 2000, real: 300_000 },
  providerRegister: { none: 0, short: 1000, real: 30_000 },
  clusterCreate: { none: 0, short: 3000, real: 240_000 },
  clusterUpdate: { none: 0, short: 2000, real: 120_000 },
  clusterUpgrade: { none: 0, short: 3000, real: 600_000 },
  clusterDelete: { none: 0, short: 2000, real: 180_000 },
  groupDelete: { none: 0, short: 1000, real: 60_000 },
  /** From bound to a node to the image pulled. */
  imagePull: { none: 0, short: 800, real: 5000 },
  /** From the image pulled to the container running. */
  containerStart: { none: 0, short: 200, real: 1000 },
  /** From a deletion with grace to the pod's end. */
  podTerminate: { none: 0, short: 500, real: 2000 },
  namespaceDelete: { none: 0, short: 200, real: 5000 },
} as const satisfies Record<string, Record<Latency, number>>;

export type Duration = keyof typeof DURATIONS;
export const duration = (latency: Latency, what: Duration): number => DURATIONS[what][latency];
