import type { Construct } from "constructs";
import { SecurityEventBus } from "../modules/detection";
import { AccountStack } from "./account-stack";
import type { EventBusBlueprint } from "./blueprint";
import { addWatch } from "./watch";

/** The security account: the bus on which events of all accounts come together, and the rules that listen to it. */
export class EventBusStack extends AccountStack {
  constructor(scope: Construct, blueprint: EventBusBlueprint) {
    super(scope, blueprint);
    const { eventBusName } = new SecurityEventBus(this, "bus", blueprint.bus);
    addWatch(this, blueprint.watch, eventBusName);
  }
}
