import { join, sep } from "node:path";
import ts from "typescript";
import { sorted } from "../../modules/kernel";
import type { ValueShape, PropShapes } from "../../modules/validation";
import { compilerOptions, moduleNames, original } from "./declarations";

/** Where the constructs find them. */
export const SHAPES_FILE = "modules/validation/shapes.json";

/** What the constructor of every public construct takes, as its types say it, for programs without types. */
export function constructShapes(root: string): PropShapes {
  const program = ts.createProgram(
    moduleNames(root).map((name) => join(root, "modules", name, "index.ts")),
    compilerOptions(root),
  );
  const checker = program.getTypeChecker();
  const reader = new ShapeReader(checker, join(root, "modules") + sep);
  const constructs: Record<string, ValueShape> = {};
  for (const module of moduleNames(root)) {
    const index = program.getSourceFile(join(root, "modules", module, "index.ts"));
    const symbol = index && checker.getSymbolAtLocation(index);
    for (const exported of symbol === undefined ? [] : checker.getExportsOfModule(symbol)) {
      const construct = original(exported, checker).valueDeclaration;
      if (construct === undefined || !ts.isClassDeclaration(construct)) continue;
      const props = propsOf(construct, checker);
      if (props !== undefined) constructs[exported.name] = reader.shapeOf(checker.getTypeAtLocation(props));
    }
  }
  return { constructs: inOrder(constructs), types: inOrder(reader.types) };
}

/** The third parameter of what extends `Construct`: after scope and id. */
function propsOf(
  declared: ts.ClassDeclaration,
  checker: ts.TypeChecker,
): ts.ParameterDeclaration | undefined {
  const isConstruct = checker
    .getTypeAtLocation(declared)
    .getBaseTypes()
    ?.some(({ symbol }) => symbol.name === "Construct");
  return isConstruct === true
    ? declared.members.find((member) => ts.isConstructorDeclaration(member))?.parameters[2]
    : undefined;
}

function inOrder<T>(record: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.fromEntries(sorted(Object.keys(record)).map((name) => [name, record[name] as T]));
}

/** Reads shapes of types; each type with a name is there once, so that one may hold itself. */
class ShapeReader {
  readonly types: Record<string, ValueShape> = {};
  private readonly named = new Map<string, ts.Type>();

  constructor(
    private readonly checker: ts.TypeChecker,
    private readonly modules: string,
  ) {}

  shapeOf(type: ts.Type): ValueShape {
    const { checker } = this;
    if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return "anything";
    if (type.isUnion()) return this.unionOf(type);
    if (type.isStringLiteral() || type.isNumberLiteral()) return { one: [type.value] };
    if (type.flags & ts.TypeFlags.BooleanLiteral) return "boolean";
    if (isText(type)) return "text";
    if (type.flags & ts.TypeFlags.NumberLike) return "number";
    if (type.flags & ts.TypeFlags.Undefined) return "nothing";
    if (type.flags & ts.TypeFlags.Null) return "null";
    if (checker.isArrayType(type) || checker.isTupleType(type)) {
      return { list: this.shapeOf(checker.getIndexTypeOfType(type, ts.IndexKind.Number) ?? type) };
    }
    return this.named.has(nameOf(type)) || this.isOurs(type) ? this.namedShape(type) : "object";
  }

  /** Whether the type is written here: what comes of the framework is an object to us. */
  private isOurs(type: ts.Type): boolean {
    const symbol = type.aliasSymbol ?? type.getSymbol();
    const isHere = symbol?.declarations?.some((node) =>
      node.getSourceFile().fileName.startsWith(this.modules),
    );
    return isHere === true || type.isIntersection() || isMapped(type);
  }

  private namedShape(type: ts.Type): ValueShape {
    const name = nameOf(type);
    const known = this.named.get(name);
    if (name === "" || (known !== undefined && known !== type)) return this.objectOf(type);
    if (known === undefined) {
      this.named.set(name, type);
      this.types[name] = this.objectOf(type);
    }
    return { type: name };
  }

  private objectOf(type: ts.Type): ValueShape {
    const values = this.checker.getIndexTypeOfType(type, ts.IndexKind.String);
    const props: Record<string, ValueShape> = {};
    for (const property of this.checker.getPropertiesOfType(type)) {
      if (!this.isProp(property)) continue;
      const optional = (property.flags & ts.SymbolFlags.Optional) !== 0;
      props[`${property.name}${optional ? "?" : ""}`] = this.shapeOf(this.checker.getTypeOfSymbol(property));
    }
    return values === undefined ? { props: inOrder(props) } : { each: this.shapeOf(values) };
  }

  /** Of a class what others may read of it: not its methods, nor what it has of the framework. */
  private isProp(property: ts.Symbol): boolean {
    const isMethod = (property.flags & ts.SymbolFlags.Method) !== 0;
    const declarations = property.declarations ?? [];
    const isHidden = declarations.some(
      (node) => ts.getCombinedModifierFlags(node) & ts.ModifierFlags.NonPublicAccessibilityModifier,
    );
    const isForeign = declarations.some((node) => !node.getSourceFile().fileName.startsWith(this.modules));
    return !isMethod && !isHidden && !isForeign;
  }

  private unionOf(union: ts.UnionType): ValueShape {
    const members = union.types.filter(
      ({ flags }) => (flags & ts.TypeFlags.Undefined) === 0 || union.types.length === 1,
    );
    const isOne = (type: ts.Type): type is ts.LiteralType => type.isStringLiteral() || type.isNumberLiteral();
    const literals = members.filter(isOne).map(({ value }) => value as string | number);
    const others: readonly ValueShape[] = members
      .filter((type) => !isOne(type))
      .map((type) => this.shapeOf(type));
    const once = [...new Map(others.map((shape) => [JSON.stringify(shape), shape])).values()];
    const objects = once.filter((shape) => this.propsOf(shape) !== undefined);
    const discriminant = this.discriminantOf(objects);
    const shapes: readonly ValueShape[] = [
      ...(literals.length > 0 ? [{ one: literals.sort(byValue) }] : []),
      ...once.filter((shape) => discriminant === undefined || !objects.includes(shape)),
      ...(discriminant === undefined
        ? []
        : [{ by: discriminant, cases: this.casesOf(discriminant, objects) }]),
    ];
    const [only] = shapes;
    return shapes.length === 1 && only !== undefined ? only : { either: shapes };
  }

  private propsOf(shape: ValueShape): Readonly<Record<string, ValueShape>> | undefined {
    if (typeof shape === "string") return undefined;
    if ("type" in shape) return this.propsOf(this.types[shape.type] ?? "object");
    return "props" in shape ? shape.props : undefined;
  }

  /** The prop that says which of several objects one is. */
  private discriminantOf(objects: readonly ValueShape[]): string | undefined {
    const [first = {}, ...rest] = objects.map((shape) => this.propsOf(shape) ?? {});
    if (rest.length === 0) return undefined;
    return Object.keys(first).find((name) => {
      const texts = [first, ...rest].map((props) => textsOf(props[name]));
      const isSaid = !name.endsWith("?") && texts.every(({ length }) => length > 0);
      return isSaid && new Set(texts.flat()).size === texts.flat().length;
    });
  }

  private casesOf(
    discriminant: string,
    objects: readonly ValueShape[],
  ): Readonly<Record<string, ValueShape>> {
    return inOrder(
      Object.fromEntries(
        objects.flatMap((shape) =>
          textsOf(this.propsOf(shape)?.[discriminant]).map((text) => [text, shape] as const),
        ),
      ),
    );
  }
}

function textsOf(shape: ValueShape | undefined): readonly string[] {
  const values = typeof shape === "object" && "one" in shape ? shape.one : [];
  return values.filter((value) => typeof value === "string");
}

/** A text, and one with a brand. */
function isText(type: ts.Type): boolean {
  return (type.flags & ts.TypeFlags.StringLike) !== 0 || (type.isIntersection() && type.types.some(isText));
}

function isMapped(type: ts.Type): boolean {
  return (
    (type.flags & ts.TypeFlags.Object) !== 0 &&
    ((type as ts.ObjectType).objectFlags & ts.ObjectFlags.Mapped) !== 0
  );
}

/** @returns "" where it has none that is its own */
function nameOf(type: ts.Type): string {
  const isGeneric = (type.aliasTypeArguments ?? []).length > 0;
  const name = type.aliasSymbol?.name ?? type.getSymbol()?.name ?? "";
  return isGeneric || name.startsWith("__") ? "" : name;
}

function byValue(one: string | number, other: string | number): number {
  if (typeof one === "number" && typeof other === "number") return one - other;
  return String(one) < String(other) ? -1 : 1;
}
