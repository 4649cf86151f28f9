/** A plain HTTP door to a lab's cluster, for real clients, which may take it for a proxy: who comes in without a token is the cluster's administrator. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Lab } from '../../../cli/shared/lab.ts';
import type { JsonObject } from '../../../core/kubernetes/object.ts';
import { wireText } from '../../../core/kubernetes/apiserver/wire.ts';
import type { ApiRequest, ApiResponse } from '../../../core/kubernetes/apiserver/types.ts';
import { openapiProtobuf } from './openapi-protobuf.ts';

export interface HttpDoor {
  /** `http://127.0.0.1:PORT` */
  url: string;
  close(): void;
}

export async function openDoor(lab: Lab, server: string, clientCertificate: string): Promise<HttpDoor> {
  const door = createServer((incoming, outgoing) => {
    void answer(incoming, outgoing).catch((error) => outgoing.destroy(error));
  });

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const request = await requestOf(incoming, clientCertificate);
    const query = new URL(request.path, server).searchParams;
    if (['true', '1'].includes(query.get('watch') ?? '')) return follow(request, query, outgoing);
    send(outgoing, request, await lab.api(server, request));
  }

  /** What the door answers in one piece and wants asked again travels as one stream. */
  async function follow(request: ApiRequest, query: URLSearchParams, outgoing: ServerResponse): Promise<void> {
    const gone = new AbortController();
    outgoing.on('close', () => gone.abort());
    for (let path = request.path; !gone.signal.aborted;) {
      const response = await lab.api(server, { ...request, path });
      if (!response.watch) return send(outgoing, request, response);
      if (!outgoing.headersSent) outgoing.writeHead(200, { 'content-type': 'application/json' }).flushHeaders();
      for (const { type, object } of response.watch.events)
        outgoing.write(`{"type":"${type}","object":${wireText(object as JsonObject)}}\n`);
      query.set('resourceVersion', response.watch.resourceVersion);
      path = `${path.split('?')[0]}?${query}`;
      await lab.change({ signal: gone.signal }).catch(() => undefined);
    }
    outgoing.end();
  }

  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(door.address() as AddressInfo).port}`, close: () => (door.close(), door.closeAllConnections()) };
}

async function requestOf(incoming: IncomingMessage, clientCertificate: string): Promise<ApiRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const headers = incoming.headers as Record<string, string>;
  return {
    method: incoming.method as ApiRequest['method'],
    path: incoming.url!.replace(/^http:\/\/[^/]*/, ''),
    headers,
    ...(chunks.length ? { body: Buffer.concat(chunks).toString('utf8') } : {}),
    ...(headers.authorization ? {} : { credentials: { clientCertificate } }),
  };
}

function send(outgoing: ServerResponse, { path, headers }: ApiRequest, { code, body, warnings = [] }: ApiResponse): void {
  const warning = warnings.map((text) => `299 - ${JSON.stringify(text)}`);
  const isProtobuf = path.startsWith('/openapi/v2') && String(headers?.accept).includes('protobuf');
  const type = isProtobuf ? 'application/octet-stream' : typeof body === 'string' ? 'text/plain' : 'application/json';
  if (warning.length) outgoing.setHeader('warning', warning);
  outgoing.writeHead(code, { 'content-type': type });
  outgoing.end(isProtobuf ? openapiProtobuf(body) : typeof body === 'string' ? body : wireText(body as JsonObject));
}
