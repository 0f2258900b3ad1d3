import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

/** Returns the sorted names that a module exports, `export *` included, read from its text: nothing is run or type-checked. */
export function exportedNames(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  const names = source.statements.flatMap((statement) =>
    ts.isExportDeclaration(statement) ? reexportedNames(statement, file) : declaredNames(statement, file),
  );
  return [...new Set(names)].sort();
}

function reexportedNames({ exportClause, moduleSpecifier }: ts.ExportDeclaration, file: string): string[] {
  if (exportClause && ts.isNamedExports(exportClause))
    return exportClause.elements.map(({ name }) => name.text);
  if (exportClause) return [exportClause.name.text];
  if (!moduleSpecifier || !ts.isStringLiteral(moduleSpecifier))
    throw new Error(`${file} has an export without a module`);
  return exportedNames(resolveSibling(file, moduleSpecifier.text));
}

function declaredNames(statement: ts.Statement, file: string): string[] {
  const isExported =
    ts.canHaveModifiers(statement) &&
    ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
  if (!isExported) return [];
  const declarations = ts.isVariableStatement(statement)
    ? statement.declarationList.declarations
    : [statement];
  return declarations.map((declaration) => {
    const name = (declaration as ts.DeclarationStatement).name;
    if (!name || !ts.isIdentifier(name)) throw new Error(`${file} exports something without a plain name`);
    return name.text;
  });
}

function resolveSibling(file: string, specifier: string): string {
  const base = join(dirname(file), specifier);
  const found = [base, `${base}.ts`, join(base, 'index.ts')].find(
    (path) => path.endsWith('.ts') && existsSync(path),
  );
  if (!found) throw new Error(`${file} exports from "${specifier}", which is no TypeScript file`);
  return found;
}
