import * as vscode from 'vscode';

interface Held {
  readonly content: Uint8Array;
  readonly madeAt: number;
}

/** Addresses that were asked for without being opened (a look at their size) do not stay for ever. */
const mostHeld = 16;

/** Makes the content of a document again when VS Code asks for one that is not held, as after a reload. */
export type ReadContent = (uri: vscode.Uri) => Promise<Uint8Array>;

/**
 * Read-only documents under the scheme `rollcall`. A document's address says what it is about, its content is held
 * while it is open and made again when it is asked for later. Nothing else exists in this file system.
 */
export class JsonFiles implements vscode.FileSystemProvider, vscode.Disposable {
  static readonly scheme = 'rollcall';

  readonly #held = new Map<string, Held>();
  /** Being made: VS Code asks for size and content at the same time, and both wait for one read. */
  readonly #making = new Map<string, Promise<Held>>();
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly #read: ReadContent;
  readonly #owned: vscode.Disposable;
  readonly onDidChangeFile = this.#changed.event;

  constructor(read: ReadContent) {
    this.#read = read;
    this.#owned = vscode.Disposable.from(
      this.#changed,
      vscode.workspace.registerFileSystemProvider(JsonFiles.scheme, this, {
        isReadonly: true,
        isCaseSensitive: true,
      }),
      vscode.workspace.onDidCloseTextDocument((document) => {
        if (document.uri.scheme === JsonFiles.scheme) this.#held.delete(document.uri.toString());
      }),
    );
  }

  /** Puts content at an address; an open document shows it at once. */
  put(uri: vscode.Uri, content: string): void {
    const before = this.#held.get(uri.toString())?.madeAt ?? 0;
    // Two versions made within one millisecond must not look the same to VS Code.
    const madeAt = Math.max(Date.now(), before + 1);
    this.#hold(uri.toString(), { content: Buffer.from(content), madeAt });
    this.#changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    if (uri.query === '') throw vscode.FileSystemError.FileNotFound(uri);
    const { content, madeAt } = await this.#content(uri);
    return {
      type: vscode.FileType.File,
      ctime: madeAt,
      mtime: madeAt,
      size: content.byteLength,
      permissions: vscode.FilePermission.Readonly,
    };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    if (uri.query === '') throw vscode.FileSystemError.FileNotFound(uri);
    return (await this.#content(uri)).content;
  }

  async #content(uri: vscode.Uri): Promise<Held> {
    const key = uri.toString();
    const held = this.#held.get(key) ?? (await this.#making.get(key));
    if (held !== undefined) return held;
    const making = this.#make(uri);
    this.#making.set(key, making);
    try {
      return await making;
    } finally {
      this.#making.delete(key);
    }
  }

  async #make(uri: vscode.Uri): Promise<Held> {
    const made = { content: await this.#read(uri), madeAt: Date.now() };
    this.#hold(uri.toString(), made);
    return made;
  }

  #hold(key: string, held: Held): void {
    this.#held.set(key, held);
    const open = new Set(vscode.workspace.textDocuments.map((document) => document.uri.toString()));
    for (const old of this.#held.keys()) {
      if (this.#held.size <= mostHeld) return;
      if (old !== key && !open.has(old)) this.#held.delete(old);
    }
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  readDirectory(uri: vscode.Uri): never {
    throw vscode.FileSystemError.FileNotFound(uri);
  }

  createDirectory(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  writeFile(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  dispose(): void {
    this.#owned.dispose();
    this.#held.clear();
  }
}
