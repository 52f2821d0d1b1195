/** A request as a page of ours makes it: a body that is JSON, or none. */
export function ask(body?: unknown, headers: Record<string, string> = {}): Request {
  const init = body === undefined ? {} : { body: JSON.stringify(body) };
  return new Request("http://localhost:3000/api/x", { method: "POST", headers, ...init });
}

/** The context of a route with one part of its address in it. */
export function at<Key extends string>(key: Key, value: number | string) {
  return { params: Promise.resolve({ [key]: String(value) } as Record<Key, string>) };
}

/** The status of every answer, by name; asked one after another. */
export async function statuses(
  asked: Record<string, () => Promise<Response>>,
): Promise<Record<string, number>> {
  const answers: Record<string, number> = {};
  for (const [name, answer] of Object.entries(asked)) answers[name] = (await answer()).status;
  return answers;
}

/** `statuses` when every one of them is the same. */
export function all(asked: Record<string, unknown>, status: number): Record<string, number> {
  return Object.fromEntries(Object.keys(asked).map((name) => [name, status]));
}
