import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

/** The port cannot be had; `message` is one sentence for the person who started the server. */
export class PortUnavailableError extends Error {
  override readonly name = "PortUnavailableError";
}

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** Answers while the rest is still being opened. */
const starting: Handler = (_request, response) => {
  response.writeHead(503, { "content-type": "text/plain", "retry-after": "5" });
  response.end("Reactline is starting. Try again in a few seconds.\n");
};

/**
 * Listen before anything slow is done, so that a port in use is said at once. Requests get 503 until `serve`
 * gives the real handler. Throws PortUnavailableError.
 */
export async function listen(
  port: number,
  host: string,
): Promise<{ server: Server; serve(handler: Handler): void }> {
  let current = starting;
  const server = createServer((request, response) => current(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const why =
        error.code === "EADDRINUSE"
          ? `Port ${port} is in use by another program. Stop that program, or set PORT to another number.`
          : error.code === "EACCES"
            ? `Port ${port} needs more rights than this user has. Set PORT to a number above 1023.`
            : `Cannot listen on ${host}:${port} (${error.code ?? error.message}). Check HOST and PORT.`;
      reject(new PortUnavailableError(why));
    });
    server.listen(port, host, resolve);
  });
  return {
    server,
    serve(handler) {
      current = handler;
    },
  };
}
