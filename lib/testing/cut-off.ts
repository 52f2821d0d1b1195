import type { Database } from "#lib/storage/database.ts";

/**
 * `db` whose transactions break after so many statements, as when the process or its connection ends between two of
 * them: the rest is not sent, and the transaction is rolled back.
 */
export function cutOffAfter(db: Database, statements: number): Database {
  let left = statements;
  const guarded =
    (target: object, run: (...args: unknown[]) => unknown) =>
    (...args: unknown[]) => {
      if (left-- <= 0) throw new CutOff();
      return Reflect.apply(run, target, args);
    };
  const watched = (target: object): object =>
    new Proxy(target, {
      get(inner, name) {
        const member: unknown = Reflect.get(inner, name);
        if (typeof member === "function") {
          return guarded(inner, member as (...args: unknown[]) => unknown);
        }
        return typeof member === "object" && member !== null ? watched(member) : member;
      },
    });
  return new Proxy(db, {
    get(target, name) {
      if (name !== "$transaction") return Reflect.get(target, name);
      return (work: (tx: object) => Promise<unknown>, options: object) =>
        target.$transaction((tx) => work(watched(tx)), options);
    },
  });
}

export class CutOff extends Error {
  override readonly name = "CutOff";
}
