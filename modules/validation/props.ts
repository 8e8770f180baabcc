import type { IConstruct } from "constructs";
import { assertNoProblems, type PropertyProblem } from "./problem";
import type { ValueShape, PropShapes } from "./shape";
import { shapeProblems } from "./shape-problems";
import SHAPES from "./shapes.json";

/**
 * Says in a program without types what the compiler says in one with them. Each constructor calls it before it reads a prop.
 *
 * @param name of the construct's class: who extends it gives it another, and who minifies it another still
 * @throws ValidationError when a prop is missing, or it or something in it is of another kind; all of them at once
 */
export function assertProps(construct: IConstruct, props: object, name: string): void {
  assertNoProblems(construct, propsProblems(props, name));
}

function propsProblems(props: object, name: string): readonly PropertyProblem[] {
  const { constructs, types } = SHAPES as PropShapes;
  const shape: ValueShape | undefined = constructs[name];
  if (shape === undefined) throw new Error(`npm run api has not read the props of ${name}`);
  return shapeProblems(props, shape, { types, owner: name });
}
