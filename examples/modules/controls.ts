import { CIS_CONTROLS } from "orgtrail/controls";

export default function example(): readonly string[] {
  return CIS_CONTROLS.map(({ id, severity }) => `${id}: ${severity}`);
}
