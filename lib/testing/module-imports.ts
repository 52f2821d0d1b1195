import { posix } from "node:path";
import ts from "typescript";

/** What one module imports and touches, read from its syntax tree. */
export interface ModuleFacts {
  /** Paths from the repository's root, of modules of this repository: `lib/protocol/sample.ts`. */
  own: string[];
  /** Specifiers of packages and of Node's modules: `zod`, `node:fs`. */
  external: string[];
  /** Those of `external` that are there when the program runs, not types alone. */
  externalAtRuntime: string[];
  readsEnvironment: boolean;
  isClientEntry: boolean;
}

/** Facts of the module at `path` (from the repository's root), static, dynamic and type imports alike. */
export function moduleFacts(path: string, source: string): ModuleFacts {
  const tree = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  const specifiers = new Set<string>();
  const atRuntime = new Set<string>();
  let readsEnvironment = false;
  const visit = (node: ts.Node): void => {
    const specifier = importedBy(node);
    if (specifier !== null) specifiers.add(specifier);
    if (specifier !== null && !isTypeOnly(node)) atRuntime.add(specifier);
    if (isEnvironment(node)) readsEnvironment = true;
    ts.forEachChild(node, visit);
  };
  visit(tree);
  if (specifiers.has("node:process") || specifiers.has("process")) readsEnvironment = true;

  const facts: ModuleFacts = {
    own: [],
    external: [],
    externalAtRuntime: [],
    readsEnvironment,
    isClientEntry: isClient(tree),
  };
  for (const specifier of specifiers) {
    if (specifier.startsWith("#")) facts.own.push(specifier.slice(1));
    else if (specifier.startsWith(".")) facts.own.push(posix.join(posix.dirname(path), specifier));
    else facts.external.push(specifier);
  }
  facts.externalAtRuntime = facts.external.filter((specifier) => atRuntime.has(specifier));
  return facts;
}

function importedBy(node: ts.Node): string | null {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return literal(node.moduleSpecifier);
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return literal(node.argument.literal);
  if (ts.isExternalModuleReference(node)) return literal(node.expression);
  if (!ts.isCallExpression(node)) return null;
  const isImport = node.expression.kind === ts.SyntaxKind.ImportKeyword;
  const isRequire = ts.isIdentifier(node.expression) && node.expression.text === "require";
  return isImport || isRequire ? literal(node.arguments[0]) : null;
}

function isTypeOnly(node: ts.Node): boolean {
  if (ts.isImportDeclaration(node)) return node.importClause?.isTypeOnly ?? false;
  return ts.isImportTypeNode(node) || (ts.isExportDeclaration(node) && node.isTypeOnly);
}

function literal(node: ts.Node | undefined): string | null {
  return node !== undefined && ts.isStringLiteralLike(node) ? node.text : null;
}

/** `process.env`, `process["env"]` and `const { env } = process`. */
function isEnvironment(node: ts.Node): boolean {
  const isProcess = (expression: ts.Expression | undefined) =>
    expression !== undefined && ts.isIdentifier(expression) && expression.text === "process";
  if (ts.isPropertyAccessExpression(node)) return isProcess(node.expression) && node.name.text === "env";
  if (ts.isElementAccessExpression(node)) return isProcess(node.expression);
  return ts.isVariableDeclaration(node) && isProcess(node.initializer);
}

function isClient(tree: ts.SourceFile): boolean {
  const [first] = tree.statements;
  return first !== undefined && ts.isExpressionStatement(first) && literal(first.expression) === "use client";
}
