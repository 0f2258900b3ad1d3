import type { ErrorMessage } from '../../core';
import type { NodeDetails } from '../details/node-details';
import type { TreeChildren, TreeNode, TreeRoot } from '../tree-node';

/** What can be asked of a tree. Each names the store by the location that it was opened with. */
export interface TreeQuestions {
  /** Opens a store, anew where it is open already. */
  readonly open: { readonly asked: { readonly location: string }; readonly answer: TreeRoot };
  readonly children: { readonly asked: NodeAddress; readonly answer: TreeChildren };
  readonly resolve: { readonly asked: NodeAddress; readonly answer: TreeNode };
  /** What is at a path that someone typed. */
  readonly typed: { readonly asked: NodeAddress; readonly answer: TreeNode | undefined };
  readonly details: { readonly asked: NodeAddress; readonly answer: NodeDetails };
  /** Lets go of all that is known of a store. */
  readonly close: { readonly asked: { readonly location: string }; readonly answer: undefined };
}

export interface NodeAddress {
  readonly location: string;
  /** Below the root of the store. */
  readonly path: string;
}

export type QuestionName = keyof TreeQuestions;

export type TreeQuestion = {
  [Name in QuestionName]: { readonly id: number; readonly name: Name } & TreeQuestions[Name]['asked'];
}[QuestionName];

/** What the page sends: a question, or word that an answer is not wanted any more. */
export type TreeRequest = TreeQuestion | { readonly id: number; readonly name: 'abort' };

/** `part`: some of the children that were asked for; more come, and the answer has the last of them. */
export type TreeReply =
  | { readonly id: number; readonly part: TreeChildren }
  | { readonly id: number; readonly answer: TreeQuestions[QuestionName]['answer'] }
  | { readonly id: number; readonly error: ErrorMessage };
