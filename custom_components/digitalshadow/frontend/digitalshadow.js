const Z = globalThis, lt = Z.ShadowRoot && (Z.ShadyCSS === void 0 || Z.ShadyCSS.nativeShadow) && "adoptedStyleSheets" in Document.prototype && "replace" in CSSStyleSheet.prototype, ht = /* @__PURE__ */ Symbol(), ut = /* @__PURE__ */ new WeakMap();
let Lt = class {
  constructor(t, s, e) {
    if (this._$cssResult$ = !0, e !== ht) throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");
    this.cssText = t, this.t = s;
  }
  get styleSheet() {
    let t = this.o;
    const s = this.t;
    if (lt && t === void 0) {
      const e = s !== void 0 && s.length === 1;
      e && (t = ut.get(s)), t === void 0 && ((this.o = t = new CSSStyleSheet()).replaceSync(this.cssText), e && ut.set(s, t));
    }
    return t;
  }
  toString() {
    return this.cssText;
  }
};
const Xt = (i) => new Lt(typeof i == "string" ? i : i + "", void 0, ht), f = (i, ...t) => {
  const s = i.length === 1 ? i[0] : t.reduce((e, a, r) => e + ((o) => {
    if (o._$cssResult$ === !0) return o.cssText;
    if (typeof o == "number") return o;
    throw Error("Value passed to 'css' function must be a 'css' function result: " + o + ". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.");
  })(a) + i[r + 1], i[0]);
  return new Lt(s, i, ht);
}, Qt = (i, t) => {
  if (lt) i.adoptedStyleSheets = t.map((s) => s instanceof CSSStyleSheet ? s : s.styleSheet);
  else for (const s of t) {
    const e = document.createElement("style"), a = Z.litNonce;
    a !== void 0 && e.setAttribute("nonce", a), e.textContent = s.cssText, i.appendChild(e);
  }
}, gt = lt ? (i) => i : (i) => i instanceof CSSStyleSheet ? ((t) => {
  let s = "";
  for (const e of t.cssRules) s += e.cssText;
  return Xt(s);
})(i) : i;
const { is: ts, defineProperty: ss, getOwnPropertyDescriptor: es, getOwnPropertyNames: is, getOwnPropertySymbols: as, getPrototypeOf: ns } = Object, tt = globalThis, mt = tt.trustedTypes, rs = mt ? mt.emptyScript : "", os = tt.reactiveElementPolyfillSupport, B = (i, t) => i, nt = { toAttribute(i, t) {
  switch (t) {
    case Boolean:
      i = i ? rs : null;
      break;
    case Object:
    case Array:
      i = i == null ? i : JSON.stringify(i);
  }
  return i;
}, fromAttribute(i, t) {
  let s = i;
  switch (t) {
    case Boolean:
      s = i !== null;
      break;
    case Number:
      s = i === null ? null : Number(i);
      break;
    case Object:
    case Array:
      try {
        s = JSON.parse(i);
      } catch {
        s = null;
      }
  }
  return s;
} }, Pt = (i, t) => !ts(i, t), $t = { attribute: !0, type: String, converter: nt, reflect: !1, useDefault: !1, hasChanged: Pt };
Symbol.metadata ??= /* @__PURE__ */ Symbol("metadata"), tt.litPropertyMetadata ??= /* @__PURE__ */ new WeakMap();
let L = class extends HTMLElement {
  static addInitializer(t) {
    this._$Ei(), (this.l ??= []).push(t);
  }
  static get observedAttributes() {
    return this.finalize(), this._$Eh && [...this._$Eh.keys()];
  }
  static createProperty(t, s = $t) {
    if (s.state && (s.attribute = !1), this._$Ei(), this.prototype.hasOwnProperty(t) && ((s = Object.create(s)).wrapped = !0), this.elementProperties.set(t, s), !s.noAccessor) {
      const e = /* @__PURE__ */ Symbol(), a = this.getPropertyDescriptor(t, e, s);
      a !== void 0 && ss(this.prototype, t, a);
    }
  }
  static getPropertyDescriptor(t, s, e) {
    const { get: a, set: r } = es(this.prototype, t) ?? { get() {
      return this[s];
    }, set(o) {
      this[s] = o;
    } };
    return { get: a, set(o) {
      const d = a?.call(this);
      r?.call(this, o), this.requestUpdate(t, d, e);
    }, configurable: !0, enumerable: !0 };
  }
  static getPropertyOptions(t) {
    return this.elementProperties.get(t) ?? $t;
  }
  static _$Ei() {
    if (this.hasOwnProperty(B("elementProperties"))) return;
    const t = ns(this);
    t.finalize(), t.l !== void 0 && (this.l = [...t.l]), this.elementProperties = new Map(t.elementProperties);
  }
  static finalize() {
    if (this.hasOwnProperty(B("finalized"))) return;
    if (this.finalized = !0, this._$Ei(), this.hasOwnProperty(B("properties"))) {
      const s = this.properties, e = [...is(s), ...as(s)];
      for (const a of e) this.createProperty(a, s[a]);
    }
    const t = this[Symbol.metadata];
    if (t !== null) {
      const s = litPropertyMetadata.get(t);
      if (s !== void 0) for (const [e, a] of s) this.elementProperties.set(e, a);
    }
    this._$Eh = /* @__PURE__ */ new Map();
    for (const [s, e] of this.elementProperties) {
      const a = this._$Eu(s, e);
      a !== void 0 && this._$Eh.set(a, s);
    }
    this.elementStyles = this.finalizeStyles(this.styles);
  }
  static finalizeStyles(t) {
    const s = [];
    if (Array.isArray(t)) {
      const e = new Set(t.flat(1 / 0).reverse());
      for (const a of e) s.unshift(gt(a));
    } else t !== void 0 && s.push(gt(t));
    return s;
  }
  static _$Eu(t, s) {
    const e = s.attribute;
    return e === !1 ? void 0 : typeof e == "string" ? e : typeof t == "string" ? t.toLowerCase() : void 0;
  }
  constructor() {
    super(), this._$Ep = void 0, this.isUpdatePending = !1, this.hasUpdated = !1, this._$Em = null, this._$Ev();
  }
  _$Ev() {
    this._$ES = new Promise((t) => this.enableUpdating = t), this._$AL = /* @__PURE__ */ new Map(), this._$E_(), this.requestUpdate(), this.constructor.l?.forEach((t) => t(this));
  }
  addController(t) {
    (this._$EO ??= /* @__PURE__ */ new Set()).add(t), this.renderRoot !== void 0 && this.isConnected && t.hostConnected?.();
  }
  removeController(t) {
    this._$EO?.delete(t);
  }
  _$E_() {
    const t = /* @__PURE__ */ new Map(), s = this.constructor.elementProperties;
    for (const e of s.keys()) this.hasOwnProperty(e) && (t.set(e, this[e]), delete this[e]);
    t.size > 0 && (this._$Ep = t);
  }
  createRenderRoot() {
    const t = this.shadowRoot ?? this.attachShadow(this.constructor.shadowRootOptions);
    return Qt(t, this.constructor.elementStyles), t;
  }
  connectedCallback() {
    this.renderRoot ??= this.createRenderRoot(), this.enableUpdating(!0), this._$EO?.forEach((t) => t.hostConnected?.());
  }
  enableUpdating(t) {
  }
  disconnectedCallback() {
    this._$EO?.forEach((t) => t.hostDisconnected?.());
  }
  attributeChangedCallback(t, s, e) {
    this._$AK(t, e);
  }
  _$ET(t, s) {
    const e = this.constructor.elementProperties.get(t), a = this.constructor._$Eu(t, e);
    if (a !== void 0 && e.reflect === !0) {
      const r = (e.converter?.toAttribute !== void 0 ? e.converter : nt).toAttribute(s, e.type);
      this._$Em = t, r == null ? this.removeAttribute(a) : this.setAttribute(a, r), this._$Em = null;
    }
  }
  _$AK(t, s) {
    const e = this.constructor, a = e._$Eh.get(t);
    if (a !== void 0 && this._$Em !== a) {
      const r = e.getPropertyOptions(a), o = typeof r.converter == "function" ? { fromAttribute: r.converter } : r.converter?.fromAttribute !== void 0 ? r.converter : nt;
      this._$Em = a;
      const d = o.fromAttribute(s, r.type);
      this[a] = d ?? this._$Ej?.get(a) ?? d, this._$Em = null;
    }
  }
  requestUpdate(t, s, e, a = !1, r) {
    if (t !== void 0) {
      const o = this.constructor;
      if (a === !1 && (r = this[t]), e ??= o.getPropertyOptions(t), !((e.hasChanged ?? Pt)(r, s) || e.useDefault && e.reflect && r === this._$Ej?.get(t) && !this.hasAttribute(o._$Eu(t, e)))) return;
      this.C(t, s, e);
    }
    this.isUpdatePending === !1 && (this._$ES = this._$EP());
  }
  C(t, s, { useDefault: e, reflect: a, wrapped: r }, o) {
    e && !(this._$Ej ??= /* @__PURE__ */ new Map()).has(t) && (this._$Ej.set(t, o ?? s ?? this[t]), r !== !0 || o !== void 0) || (this._$AL.has(t) || (this.hasUpdated || e || (s = void 0), this._$AL.set(t, s)), a === !0 && this._$Em !== t && (this._$Eq ??= /* @__PURE__ */ new Set()).add(t));
  }
  async _$EP() {
    this.isUpdatePending = !0;
    try {
      await this._$ES;
    } catch (s) {
      Promise.reject(s);
    }
    const t = this.scheduleUpdate();
    return t != null && await t, !this.isUpdatePending;
  }
  scheduleUpdate() {
    return this.performUpdate();
  }
  performUpdate() {
    if (!this.isUpdatePending) return;
    if (!this.hasUpdated) {
      if (this.renderRoot ??= this.createRenderRoot(), this._$Ep) {
        for (const [a, r] of this._$Ep) this[a] = r;
        this._$Ep = void 0;
      }
      const e = this.constructor.elementProperties;
      if (e.size > 0) for (const [a, r] of e) {
        const { wrapped: o } = r, d = this[a];
        o !== !0 || this._$AL.has(a) || d === void 0 || this.C(a, void 0, r, d);
      }
    }
    let t = !1;
    const s = this._$AL;
    try {
      t = this.shouldUpdate(s), t ? (this.willUpdate(s), this._$EO?.forEach((e) => e.hostUpdate?.()), this.update(s)) : this._$EM();
    } catch (e) {
      throw t = !1, this._$EM(), e;
    }
    t && this._$AE(s);
  }
  willUpdate(t) {
  }
  _$AE(t) {
    this._$EO?.forEach((s) => s.hostUpdated?.()), this.hasUpdated || (this.hasUpdated = !0, this.firstUpdated(t)), this.updated(t);
  }
  _$EM() {
    this._$AL = /* @__PURE__ */ new Map(), this.isUpdatePending = !1;
  }
  get updateComplete() {
    return this.getUpdateComplete();
  }
  getUpdateComplete() {
    return this._$ES;
  }
  shouldUpdate(t) {
    return !0;
  }
  update(t) {
    this._$Eq &&= this._$Eq.forEach((s) => this._$ET(s, this[s])), this._$EM();
  }
  updated(t) {
  }
  firstUpdated(t) {
  }
};
L.elementStyles = [], L.shadowRootOptions = { mode: "open" }, L[B("elementProperties")] = /* @__PURE__ */ new Map(), L[B("finalized")] = /* @__PURE__ */ new Map(), os?.({ ReactiveElement: L }), (tt.reactiveElementVersions ??= []).push("2.1.2");
const dt = globalThis, bt = (i) => i, X = dt.trustedTypes, ft = X ? X.createPolicy("lit-html", { createHTML: (i) => i }) : void 0, Ut = "$lit$", A = `lit$${Math.random().toFixed(9).slice(2)}$`, Rt = "?" + A, ls = `<${Rt}>`, z = document, K = () => z.createComment(""), F = (i) => i === null || typeof i != "object" && typeof i != "function", ct = Array.isArray, hs = (i) => ct(i) || typeof i?.[Symbol.iterator] == "function", it = `[ 	
\f\r]`, H = /<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g, wt = /-->/g, xt = />/g, C = RegExp(`>|${it}(?:([^\\s"'>=/]+)(${it}*=${it}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`, "g"), yt = /'/g, vt = /"/g, Ht = /^(?:script|style|textarea|title)$/i, It = (i) => (t, ...s) => ({ _$litType$: i, strings: t, values: s }), n = It(1), y = It(2), P = /* @__PURE__ */ Symbol.for("lit-noChange"), l = /* @__PURE__ */ Symbol.for("lit-nothing"), kt = /* @__PURE__ */ new WeakMap(), M = z.createTreeWalker(z, 129);
function jt(i, t) {
  if (!ct(i) || !i.hasOwnProperty("raw")) throw Error("invalid template strings array");
  return ft !== void 0 ? ft.createHTML(t) : t;
}
const ds = (i, t) => {
  const s = i.length - 1, e = [];
  let a, r = t === 2 ? "<svg>" : t === 3 ? "<math>" : "", o = H;
  for (let d = 0; d < s; d++) {
    const h = i[d];
    let p, u, c = -1, b = 0;
    for (; b < h.length && (o.lastIndex = b, u = o.exec(h), u !== null); ) b = o.lastIndex, o === H ? u[1] === "!--" ? o = wt : u[1] !== void 0 ? o = xt : u[2] !== void 0 ? (Ht.test(u[2]) && (a = RegExp("</" + u[2], "g")), o = C) : u[3] !== void 0 && (o = C) : o === C ? u[0] === ">" ? (o = a ?? H, c = -1) : u[1] === void 0 ? c = -2 : (c = o.lastIndex - u[2].length, p = u[1], o = u[3] === void 0 ? C : u[3] === '"' ? vt : yt) : o === vt || o === yt ? o = C : o === wt || o === xt ? o = H : (o = C, a = void 0);
    const k = o === C && i[d + 1].startsWith("/>") ? " " : "";
    r += o === H ? h + ls : c >= 0 ? (e.push(p), h.slice(0, c) + Ut + h.slice(c) + A + k) : h + A + (c === -2 ? d : k);
  }
  return [jt(i, r + (i[s] || "<?>") + (t === 2 ? "</svg>" : t === 3 ? "</math>" : "")), e];
};
class V {
  constructor({ strings: t, _$litType$: s }, e) {
    let a;
    this.parts = [];
    let r = 0, o = 0;
    const d = t.length - 1, h = this.parts, [p, u] = ds(t, s);
    if (this.el = V.createElement(p, e), M.currentNode = this.el.content, s === 2 || s === 3) {
      const c = this.el.content.firstChild;
      c.replaceWith(...c.childNodes);
    }
    for (; (a = M.nextNode()) !== null && h.length < d; ) {
      if (a.nodeType === 1) {
        if (a.hasAttributes()) for (const c of a.getAttributeNames()) if (c.endsWith(Ut)) {
          const b = u[o++], k = a.getAttribute(c).split(A), O = /([.?@])?(.*)/.exec(b);
          h.push({ type: 1, index: r, name: O[2], strings: k, ctor: O[1] === "." ? ps : O[1] === "?" ? us : O[1] === "@" ? gs : st }), a.removeAttribute(c);
        } else c.startsWith(A) && (h.push({ type: 6, index: r }), a.removeAttribute(c));
        if (Ht.test(a.tagName)) {
          const c = a.textContent.split(A), b = c.length - 1;
          if (b > 0) {
            a.textContent = X ? X.emptyScript : "";
            for (let k = 0; k < b; k++) a.append(c[k], K()), M.nextNode(), h.push({ type: 2, index: ++r });
            a.append(c[b], K());
          }
        }
      } else if (a.nodeType === 8) if (a.data === Rt) h.push({ type: 2, index: r });
      else {
        let c = -1;
        for (; (c = a.data.indexOf(A, c + 1)) !== -1; ) h.push({ type: 7, index: r }), c += A.length - 1;
      }
      r++;
    }
  }
  static createElement(t, s) {
    const e = z.createElement("template");
    return e.innerHTML = t, e;
  }
}
function U(i, t, s = i, e) {
  if (t === P) return t;
  let a = e !== void 0 ? s._$Co?.[e] : s._$Cl;
  const r = F(t) ? void 0 : t._$litDirective$;
  return a?.constructor !== r && (a?._$AO?.(!1), r === void 0 ? a = void 0 : (a = new r(i), a._$AT(i, s, e)), e !== void 0 ? (s._$Co ??= [])[e] = a : s._$Cl = a), a !== void 0 && (t = U(i, a._$AS(i, t.values), a, e)), t;
}
class cs {
  constructor(t, s) {
    this._$AV = [], this._$AN = void 0, this._$AD = t, this._$AM = s;
  }
  get parentNode() {
    return this._$AM.parentNode;
  }
  get _$AU() {
    return this._$AM._$AU;
  }
  u(t) {
    const { el: { content: s }, parts: e } = this._$AD, a = (t?.creationScope ?? z).importNode(s, !0);
    M.currentNode = a;
    let r = M.nextNode(), o = 0, d = 0, h = e[0];
    for (; h !== void 0; ) {
      if (o === h.index) {
        let p;
        h.type === 2 ? p = new Y(r, r.nextSibling, this, t) : h.type === 1 ? p = new h.ctor(r, h.name, h.strings, this, t) : h.type === 6 && (p = new ms(r, this, t)), this._$AV.push(p), h = e[++d];
      }
      o !== h?.index && (r = M.nextNode(), o++);
    }
    return M.currentNode = z, a;
  }
  p(t) {
    let s = 0;
    for (const e of this._$AV) e !== void 0 && (e.strings !== void 0 ? (e._$AI(t, e, s), s += e.strings.length - 2) : e._$AI(t[s])), s++;
  }
}
class Y {
  get _$AU() {
    return this._$AM?._$AU ?? this._$Cv;
  }
  constructor(t, s, e, a) {
    this.type = 2, this._$AH = l, this._$AN = void 0, this._$AA = t, this._$AB = s, this._$AM = e, this.options = a, this._$Cv = a?.isConnected ?? !0;
  }
  get parentNode() {
    let t = this._$AA.parentNode;
    const s = this._$AM;
    return s !== void 0 && t?.nodeType === 11 && (t = s.parentNode), t;
  }
  get startNode() {
    return this._$AA;
  }
  get endNode() {
    return this._$AB;
  }
  _$AI(t, s = this) {
    t = U(this, t, s), F(t) ? t === l || t == null || t === "" ? (this._$AH !== l && this._$AR(), this._$AH = l) : t !== this._$AH && t !== P && this._(t) : t._$litType$ !== void 0 ? this.$(t) : t.nodeType !== void 0 ? this.T(t) : hs(t) ? this.k(t) : this._(t);
  }
  O(t) {
    return this._$AA.parentNode.insertBefore(t, this._$AB);
  }
  T(t) {
    this._$AH !== t && (this._$AR(), this._$AH = this.O(t));
  }
  _(t) {
    this._$AH !== l && F(this._$AH) ? this._$AA.nextSibling.data = t : this.T(z.createTextNode(t)), this._$AH = t;
  }
  $(t) {
    const { values: s, _$litType$: e } = t, a = typeof e == "number" ? this._$AC(t) : (e.el === void 0 && (e.el = V.createElement(jt(e.h, e.h[0]), this.options)), e);
    if (this._$AH?._$AD === a) this._$AH.p(s);
    else {
      const r = new cs(a, this), o = r.u(this.options);
      r.p(s), this.T(o), this._$AH = r;
    }
  }
  _$AC(t) {
    let s = kt.get(t.strings);
    return s === void 0 && kt.set(t.strings, s = new V(t)), s;
  }
  k(t) {
    ct(this._$AH) || (this._$AH = [], this._$AR());
    const s = this._$AH;
    let e, a = 0;
    for (const r of t) a === s.length ? s.push(e = new Y(this.O(K()), this.O(K()), this, this.options)) : e = s[a], e._$AI(r), a++;
    a < s.length && (this._$AR(e && e._$AB.nextSibling, a), s.length = a);
  }
  _$AR(t = this._$AA.nextSibling, s) {
    for (this._$AP?.(!1, !0, s); t !== this._$AB; ) {
      const e = bt(t).nextSibling;
      bt(t).remove(), t = e;
    }
  }
  setConnected(t) {
    this._$AM === void 0 && (this._$Cv = t, this._$AP?.(t));
  }
}
class st {
  get tagName() {
    return this.element.tagName;
  }
  get _$AU() {
    return this._$AM._$AU;
  }
  constructor(t, s, e, a, r) {
    this.type = 1, this._$AH = l, this._$AN = void 0, this.element = t, this.name = s, this._$AM = a, this.options = r, e.length > 2 || e[0] !== "" || e[1] !== "" ? (this._$AH = Array(e.length - 1).fill(new String()), this.strings = e) : this._$AH = l;
  }
  _$AI(t, s = this, e, a) {
    const r = this.strings;
    let o = !1;
    if (r === void 0) t = U(this, t, s, 0), o = !F(t) || t !== this._$AH && t !== P, o && (this._$AH = t);
    else {
      const d = t;
      let h, p;
      for (t = r[0], h = 0; h < r.length - 1; h++) p = U(this, d[e + h], s, h), p === P && (p = this._$AH[h]), o ||= !F(p) || p !== this._$AH[h], p === l ? t = l : t !== l && (t += (p ?? "") + r[h + 1]), this._$AH[h] = p;
    }
    o && !a && this.j(t);
  }
  j(t) {
    t === l ? this.element.removeAttribute(this.name) : this.element.setAttribute(this.name, t ?? "");
  }
}
class ps extends st {
  constructor() {
    super(...arguments), this.type = 3;
  }
  j(t) {
    this.element[this.name] = t === l ? void 0 : t;
  }
}
class us extends st {
  constructor() {
    super(...arguments), this.type = 4;
  }
  j(t) {
    this.element.toggleAttribute(this.name, !!t && t !== l);
  }
}
class gs extends st {
  constructor(t, s, e, a, r) {
    super(t, s, e, a, r), this.type = 5;
  }
  _$AI(t, s = this) {
    if ((t = U(this, t, s, 0) ?? l) === P) return;
    const e = this._$AH, a = t === l && e !== l || t.capture !== e.capture || t.once !== e.once || t.passive !== e.passive, r = t !== l && (e === l || a);
    a && this.element.removeEventListener(this.name, this, e), r && this.element.addEventListener(this.name, this, t), this._$AH = t;
  }
  handleEvent(t) {
    typeof this._$AH == "function" ? this._$AH.call(this.options?.host ?? this.element, t) : this._$AH.handleEvent(t);
  }
}
class ms {
  constructor(t, s, e) {
    this.element = t, this.type = 6, this._$AN = void 0, this._$AM = s, this.options = e;
  }
  get _$AU() {
    return this._$AM._$AU;
  }
  _$AI(t) {
    U(this, t);
  }
}
const $s = dt.litHtmlPolyfillSupport;
$s?.(V, Y), (dt.litHtmlVersions ??= []).push("3.3.3");
const bs = (i, t, s) => {
  const e = s?.renderBefore ?? t;
  let a = e._$litPart$;
  if (a === void 0) {
    const r = s?.renderBefore ?? null;
    e._$litPart$ = a = new Y(t.insertBefore(K(), r), r, void 0, s ?? {});
  }
  return a._$AI(i), a;
};
const pt = globalThis;
let S = class extends L {
  constructor() {
    super(...arguments), this.renderOptions = { host: this }, this._$Do = void 0;
  }
  createRenderRoot() {
    const t = super.createRenderRoot();
    return this.renderOptions.renderBefore ??= t.firstChild, t;
  }
  update(t) {
    const s = this.render();
    this.hasUpdated || (this.renderOptions.isConnected = this.isConnected), super.update(t), this._$Do = bs(s, this.renderRoot, this.renderOptions);
  }
  connectedCallback() {
    super.connectedCallback(), this._$Do?.setConnected(!0);
  }
  disconnectedCallback() {
    super.disconnectedCallback(), this._$Do?.setConnected(!1);
  }
  render() {
    return P;
  }
};
S._$litElement$ = !0, S.finalized = !0, pt.litElementHydrateSupport?.({ LitElement: S });
const fs = pt.litElementPolyfillSupport;
fs?.({ LitElement: S });
(pt.litElementVersions ??= []).push("4.2.2");
const ws = ["en", "de"];
function Bt(i) {
  const t = i.toLowerCase().split("-")[0] ?? "";
  return ws.includes(t) ? t : "en";
}
function m(i, t, s = {}) {
  return (i[t] ?? t).replace(/\{(\w+)\}/g, (e, a) => String(s[a] ?? ""));
}
function R(i, t, s) {
  return i.backend(`component.digitalshadow.${t}.${s}`) || s;
}
const xs = (i, t) => R(i, "entity.sensor.cardiovascular_risk.state_attributes.missing_inputs.state", t), qt = (i, t) => R(i, "entity.sensor.next_input_due.state_attributes.input.state", t), ys = (i, t) => R(i, "entity.sensor.cardiovascular_risk.state_attributes.reason.state", t), vs = (i, t) => R(i, "entity.sensor.cardiovascular_risk.state_attributes.outcome.state", t), ks = (i, t) => R(i, "selector.measure.options", t), _s = (i, t) => R(i, "entity.sensor.state.state", t), N = (i) => i.hass.locale?.language ?? i.hass.language;
function _(i, t) {
  const s = t.length === 10 ? /* @__PURE__ */ new Date(`${t}T12:00:00`) : new Date(t), e = s.getFullYear() === (/* @__PURE__ */ new Date()).getFullYear() ? void 0 : "numeric";
  return s.toLocaleDateString(N(i), { day: "numeric", month: "long", year: e });
}
function E(i, t) {
  const s = i.hass.locale?.time_format;
  return new Date(t).toLocaleString(N(i), {
    dateStyle: "medium",
    timeStyle: "short",
    ...s === "12" || s === "24" ? { hour12: s === "12" } : {}
  });
}
function As(i, t) {
  const s = i.hass.locale?.time_format;
  return new Date(t).toLocaleTimeString(N(i), {
    timeStyle: "short",
    ...s === "12" || s === "24" ? { hour12: s === "12" } : {}
  });
}
const Ss = 864e5;
function Es(i, t) {
  const s = new Date(t), e = (a) => s.toDateString() === new Date(Date.now() - a * Ss).toDateString();
  return e(0) ? m(i.texts, "day.today") : e(1) ? m(i.texts, "day.yesterday") : s.toLocaleDateString(N(i), { weekday: "long", day: "numeric", month: "long" });
}
const q = (i, t) => t.toLocaleString(N(i), { maximumFractionDigits: 1 }), et = (i, t) => new Intl.ListFormat(N(i)).format(t);
function Cs(i) {
  if (i.question) return ["confirm"];
  const t = i.people.some((s) => s.is_themself) ? ["today", "trend", "measure", "report", "data"] : [];
  return Wt(i).length && t.push("people"), i.is_administrator && t.push("home"), t;
}
function Wt(i) {
  return i.people.filter((t) => t.is_granted && !t.is_themself).sort((t, s) => (Q(t) ?? "").localeCompare(Q(s) ?? ""));
}
const Q = (i) => [i.last_seen_at, i.reading?.ended_at ?? null].filter((t) => t !== null).sort((t, s) => new Date(t).getTime() - new Date(s).getTime()).at(-1) ?? null;
function Ms(i) {
  history.pushState(null, "", i), window.dispatchEvent(new CustomEvent("location-changed", { detail: { replace: !1 } }));
}
function Ts(i) {
  const t = i?.message;
  return typeof t == "string" ? t : "";
}
class g extends S {
  static {
    this.properties = {
      home: { attribute: !1 },
      busy: { state: !0 },
      error: { state: !0 }
    };
  }
  constructor() {
    super(), this.busy = !1, this.error = "";
  }
  t(t, s = {}) {
    return m(this.home.texts, t, s);
  }
  /** The person whose account this is; the pages of one's own are there only with one. */
  get me() {
    return this.home.view.people.find((t) => t.is_themself);
  }
  /** Nothing is sent while one answer is awaited or without a connection. */
  get waits() {
    return this.busy || !this.home.hass.connected;
  }
  /** Does something on the server; what it refuses is said on the page, and false returned. */
  async doing(t) {
    this.busy = !0, this.error = "";
    try {
      return await t(), !0;
    } catch (s) {
      return this.error = Ts(s) || this.t("failed"), !1;
    } finally {
      this.busy = !1;
    }
  }
}
function w(i, t) {
  customElements.get(i) || customElements.define(i, t);
}
function Kt(i, t, s) {
  const e = URL.createObjectURL(new Blob([t], { type: s }));
  Object.assign(document.createElement("a"), { href: e, download: i }).click(), setTimeout(() => URL.revokeObjectURL(e), 6e4);
}
function $(i, t, s, e = {}) {
  return i.callWS({ type: `digitalshadow/person/${t}`, person_id: s, ...e });
}
const Ft = f`
  :host {
    --ds-bg: var(--primary-background-color, #fafafa);
    --ds-card: var(--card-background-color, #fff);
    --ds-ink: var(--primary-text-color, #141414);
    --ds-ink2: var(--ha-color-text-secondary, #5e5e5e);
    --ds-line: var(--divider-color, #0000001f);
    --ds-soft: var(--ha-color-surface-low, #f3f3f3);
    --ds-act: #006787;
    --ds-on-act: #fff;
    --ds-act-soft: #dff3fc;
    --ds-data: #0072b2;
    --ds-band: #0072b22e;
    --ds-ghost: #84898f;
    --ds-track: #e4e7ea;
    --ds-demo: #7d2e63;
    --ds-demo-soft: #fbf1f7;
    --ds-demo-line: #b77a9f;
    --ds-demo-tape: #7d2e6399;
    --ds-urg: #7e2900;
    --ds-urg-soft: #fff0e4;
    --ds-urg-line: #d55e00;
    --ds-danger: #b30532;
    display: block;
    background: var(--ds-bg);
    color: var(--ds-ink);
    font: 400 var(--ha-font-size-l, 16px) / 1.45 var(--ha-font-family-body, Roboto, Noto, sans-serif);
  }
  :host([dark]) {
    --ds-bg: var(--primary-background-color, #111);
    --ds-card: var(--card-background-color, #1c1c1c);
    --ds-ink: var(--primary-text-color, #fff);
    --ds-ink2: var(--ha-color-text-secondary, #ccc);
    --ds-soft: #282828;
    --ds-act: #7bd4fb;
    --ds-on-act: #001721;
    --ds-act-soft: #12303d;
    --ds-data: #56b4e9;
    --ds-band: #56b4e938;
    --ds-ghost: #85898d;
    --ds-track: #3a3d40;
    --ds-demo: #f0b3d5;
    --ds-demo-soft: #2a1c25;
    --ds-demo-line: #a96f91;
    --ds-demo-tape: #f0b3d58c;
    --ds-urg: #ffe0c8;
    --ds-urg-soft: #3b1503;
    --ds-urg-line: #ff9342;
    --ds-danger: #fd8f90;
  }
`, x = f`
  * { box-sizing: border-box; }
  h1, h2, h3, p, ul, ol, dl, dd { margin: 0; padding: 0; }
  ul, ol { list-style: none; }
  button, select { font: inherit; color: inherit; }
  button { background: none; border: 0; cursor: pointer; text-align: start; }
  button:disabled { opacity: 0.5; cursor: default; }
  a { color: var(--ds-act); }
  :focus-visible { outline: 3px solid var(--ds-act); outline-offset: 2px; }
  ha-icon { flex: none; --mdc-icon-size: 24px; }
  .sub { color: var(--ds-ink2); font-size: var(--ha-font-size-m, 14px); line-height: 1.4; }
  .cols { display: grid; gap: 12px; }
  .narrow { max-width: 560px; margin-inline: auto; }
  .hello { padding: 2px 4px 14px; }
  .hello h2 { font-size: 22px; font-weight: 400; line-height: 1.25; }
  .card { background: var(--ds-card); border: 1px solid var(--ds-line); border-radius: 12px; padding: 16px; overflow: hidden; min-width: 0; overflow-wrap: anywhere; }
  .card h2 { font-size: var(--ha-font-size-l, 16px); font-weight: 500; line-height: 1.3; }
  .card > header { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 4px 8px; min-height: 28px; }
  .kind { display: inline-flex; align-items: center; gap: 5px; font-size: 14px; font-weight: 500; color: var(--ds-ink2); }
  .kind ha-icon, .src ha-icon { --mdc-icon-size: 16px; }
  .src { display: flex; gap: 6px; align-items: flex-start; margin-block-start: 12px; color: var(--ds-ink2); font-size: 14px; line-height: 1.4; }
  .say { margin-block-start: 8px; }
  .lead { font-size: 20px; line-height: 1.3; margin-block-start: 6px; }
  .more { display: inline-flex; align-items: center; gap: 2px; min-height: 44px; padding: 0; color: var(--ds-act); font-weight: 500; font-size: 15px; text-decoration: none; }
  .demo { border: 1.5px dashed var(--ds-demo-line); padding-block-start: 0; --ds-data: var(--ds-demo); }
  .strip { display: flex; gap: 10px; align-items: center; margin: 0 -16px 14px; padding: 18px 16px 10px; color: var(--ds-demo); font-size: 15px; line-height: 1.3; border-block-end: 1.5px dashed var(--ds-demo-line); background: repeating-linear-gradient(135deg, var(--ds-demo-tape) 0 8px, transparent 8px 16px) top / 100% 9px no-repeat, var(--ds-demo-soft); }
  .demo .kind, .demo .val { color: var(--ds-demo); }
  .seg { display: inline-flex; max-width: 100%; border: 1.5px solid var(--ds-line); border-radius: 999px; padding: 2px; }
  .seg button { min-height: 44px; padding-inline: 16px; border-radius: 999px; font-weight: 500; font-size: 15px; text-align: center; }
  .seg [aria-pressed="true"] { background: var(--ds-act-soft); color: var(--ds-act); }
  .btn { display: inline-flex; align-items: center; justify-content: center; gap: 8px; min-height: 48px; padding: 8px 20px; border-radius: 999px; background: var(--ds-act); color: var(--ds-on-act); font-weight: 500; text-decoration: none; text-align: center; }
  .btn.soft { background: var(--ds-act-soft); color: var(--ds-act); }
  .btn.line { background: none; border: 1.5px solid var(--ds-ghost); color: var(--ds-ink); }
  .btn.danger { background: none; border: 1.5px solid currentColor; color: var(--ds-danger); }
  .btn.small { min-height: 44px; padding-inline: 14px; font-size: 15px; }
  .btns { display: flex; flex-wrap: wrap; gap: 8px; margin-block-start: 12px; }
  .rows > li { display: flex; gap: 12px; align-items: center; min-height: 56px; padding-block: 8px; border-block-end: 1px solid var(--ds-line); }
  .rows > li:last-child { border: 0; padding-block-end: 0; }
  .rows li > div { flex: 1; min-width: 0; }
  .rows + .sub { margin-block-start: 12px; }
  .rows b { font-weight: 500; display: block; line-height: 1.3; }
  .rows ha-icon { color: var(--ds-ink2); }
  .num, b { font-variant-numeric: tabular-nums; }
  .error { color: var(--ds-danger); margin-block-start: 8px; }
  .sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  @media (min-width: 1080px) {
    .cols.two { grid-template-columns: minmax(0, 1.1fr) minmax(0, 1fr); gap: 16px; align-items: start; }
    .cols.two > .wide { grid-column: 1 / -1; }
  }
`, _t = "component.digitalshadow.config_subentries.person.step", zs = ["consent", "consent_kept", "sharing"];
class Ns extends g {
  constructor() {
    super(), this.agree = () => this.doing(async () => {
      const { person_id: t, version: s } = this.question;
      await $(this.home.hass, "agree", t, { version: s });
    }), this.refuse = () => this.doing(async () => {
      this.home.withdrawn(await $(this.home.hass, "refuse", this.question.person_id));
    }), this.read = () => this.doing(async () => {
      const { name: t, version: s } = this.question, e = await this.home.hass.loadBackendTranslation("config_subentries", "digitalshadow");
      this.whole = zs.map(
        (a) => `## ${e(`${_t}.${a}.title`, { name: t, version: s })}

${e(`${_t}.${a}.description`, { name: t, version: s })}`
      ).join(`

`);
    }), this.whole = null, this.sure = !1;
  }
  static {
    this.properties = {
      ...g.properties,
      whole: { state: !0 },
      sure: { state: !0 }
    };
  }
  static {
    this.styles = [
      x,
      f`
      h2.ask { font-size: 22px; font-weight: 400; line-height: 1.25; }
      .answers { display: grid; gap: 8px; margin-block-start: 14px; }
      .whole { margin-block-start: 12px; font-size: 16px; }
      .more { background: none; color: var(--ds-act); min-height: 44px; margin-block-start: 8px; text-decoration: underline; }
    `
    ];
  }
  get question() {
    return this.home.view.question;
  }
  render() {
    const { reason: t, asked_by: s, cameras: e, erased_on: a } = this.question, r = (d, h) => n`<li><ha-icon icon=${d}></ha-icon><div>${h}</div></li>`, o = t === "added" && !s ? "confirm.added.by_somebody" : `confirm.${t}`;
    return n`<section class="card narrow">
      <h2 class="ask">${this.t(o, { by: s ?? "" })}</h2>
      <p class="say">${this.t("confirm.until")}</p>
      <ul class="rows">
        ${r("mdi:cctv", e.length ? this.t("confirm.cameras", { cameras: et(this.home, e) }) : this.t("confirm.no_camera"))}
        ${r("mdi:image-outline", this.t("confirm.kept"))}
        ${r("mdi:lock-outline", this.t(t === "added" ? "confirm.private" : `confirm.stays.${this.question.sharing}`))}
        ${r("mdi:undo", this.t("confirm.stop"))}
      </ul>
      ${this.error ? n`<p class="error" role="alert">${this.error}</p>` : l}
      ${this.sure ? this.last() : this.answers()}
      ${a ? n`<p class="sub say">${this.t("confirm.silence", { when: E(this.home, a) })}</p>` : l}
      ${this.whole === null ? n`<button class="more" ?disabled=${this.waits} @click=${this.read}>${this.t("confirm.read")}</button>` : n`<ha-markdown class="whole" .content=${this.whole}></ha-markdown>`}
    </section>`;
  }
  answers() {
    return n`<div class="answers">
      <button class="btn" ?disabled=${this.waits} @click=${this.agree}>${this.t("confirm.yes")}</button>
      <button class="btn line" ?disabled=${this.waits} @click=${() => this.sure = !0}>${this.t("confirm.no")}</button>
    </div>`;
  }
  last() {
    const t = this.question.reason === "added";
    return n`<p class="say" role="alert"><b>${this.t(t ? "confirm.sure.photos" : "confirm.sure.all")}</b></p>
      <div class="answers">
        <button class="btn danger" ?disabled=${this.waits} @click=${this.refuse}>${this.t("confirm.sure.yes")}</button>
        <button class="btn line" @click=${() => this.sure = !1}>${this.t("confirm.back")}</button>
      </div>`;
  }
}
w("digitalshadow-confirm", Ns);
class Os extends g {
  constructor() {
    super(...arguments), this.open = () => this.dialog.showModal(), this.close = () => this.dialog.close();
  }
  static {
    this.styles = [
      x,
      f`
      .sos { display: inline-flex; align-items: center; gap: 6px; min-height: 44px; padding-inline: 12px 14px; border: 1.5px solid var(--ds-line); border-radius: 999px; font-size: 15px; font-weight: 500; color: var(--ds-ink); white-space: nowrap; }
      .sos ha-icon { --mdc-icon-size: 18px; color: var(--ds-act); }
      dialog { background: var(--ds-card); color: var(--ds-ink); border: 0; padding: 24px 20px; width: 100%; max-width: min(520px, 100vw); border-radius: 28px 28px 0 0; margin: auto auto 0; max-height: 95dvh; overflow: auto; }
      dialog::backdrop { background: #0008; }
      h2 { font-size: 24px; font-weight: 500; }
      dialog > * + * { margin-block-start: 14px; }
      dialog ul { display: grid; gap: 14px; font-size: 17px; }
      dialog li b { display: block; font-weight: 500; font-size: 18px; }
      .btn { display: flex; width: 100%; }
      a.btn { min-height: 64px; font-size: 20px; }
      @media (min-width: 870px) { dialog { border-radius: 28px; margin: auto; } }
    `
    ];
  }
  render() {
    const t = this.home.view.emergency_numbers, s = t.length ? t.join(" / ") : "";
    return n`<button class="sos" @click=${this.open}><ha-icon icon="mdi:phone"></ha-icon>${this.t("sos", { number: s })}</button>
      <dialog aria-labelledby="title">
        <h2 id="title">${t.length ? this.t("sos.title", { number: s }) : this.t("sos.title.unknown")}</h2>
        <p>${this.t("sos.one")}</p>
        <ul>
          <li><b>${this.t("sos.heart")}</b>${this.t("sos.heart.signs")}</li>
          <li><b>${this.t("sos.stroke")}</b>${this.t("sos.stroke.signs")}</li>
        </ul>
        ${t.map((e) => n`<a class="btn" href="tel:${e}"><ha-icon icon="mdi:phone"></ha-icon>${this.t("call", { number: e })}</a>`)}
        <button class="btn line" @click=${this.close}>${this.t("close")}</button>
        <p class="sub">${this.t("sos.limits")}</p>
      </dialog>`;
  }
  get dialog() {
    return this.renderRoot.querySelector("dialog");
  }
}
w("digitalshadow-emergency", Os);
const Ds = (i) => (...t) => ({ _$litDirective$: i, values: t });
let Ls = class {
  constructor(t) {
  }
  get _$AU() {
    return this._$AM._$AU;
  }
  _$AT(t, s, e) {
    this._$Ct = t, this._$AM = s, this._$Ci = e;
  }
  _$AS(t, s) {
    return this.update(t, s);
  }
  update(t, s) {
    return this.render(...s);
  }
};
const Ps = {}, Us = (i, t = Ps) => i._$AH = t;
const Rs = Ds(class extends Ls {
  constructor() {
    super(...arguments), this.key = l;
  }
  render(i, t) {
    return this.key = i, t;
  }
  update(i, [t, s]) {
    return t !== this.key && (Us(i), this.key = t), s;
  }
}), Hs = 20, Is = 0.5;
function js(i, t) {
  const s = (e, a = {}) => m(i.texts, e, a);
  return n`<section class="card">
    <header>
      <h2>${s("risk.title", { years: t.horizon_years ?? 10 })}</h2>
      <span class="kind"><ha-icon icon="mdi:check-circle-outline"></ha-icon>${s("risk.kind")}</span>
    </header>
    ${t.risk_percent === null ? qs(i, t) : Bs(i, t)}
    <p class="src">
      <ha-icon icon="mdi:clipboard-pulse-outline"></ha-icon>
      <span><bdi>${t.equation}</bdi>, ${t.year}. ${s("risk.source")}</span>
    </p>
  </section>`;
}
function Bs(i, t) {
  const s = (p, u = {}) => m(i.texts, p, u), e = t.risk_percent ?? 0, a = e < Is ? 0 : Math.round(e), r = t.horizon_years ?? 10, o = a ? String(a) : s("risk.fewer"), d = t.outcome ? vs(i, t.outcome) : s("risk.outcome"), h = s("risk.sentence", { count: o, not: 100 - a, years: r });
  return n`<p class="big num"><strong>${o}</strong> <span>${s("risk.of", { years: r })}</span></p>
    <div class="people" role="img" aria-label=${h}>
      ${Array.from({ length: 100 }, (p, u) => Vt(u < a, u))}
    </div>
    <p class="key num"><b>${d}: ${o}</b> <span>${s("risk.not", { not: 100 - a })}</span></p>
    <p class="say">${h}</p>`;
}
function qs(i, t) {
  const s = t.missing_inputs.map((e) => xs(i, e));
  return s.length ? n`<p class="lead">${m(i.texts, "risk.incomplete")}</p>
      <p class="say">${m(i.texts, "risk.missing", { names: et(i, s) })}</p>` : n`<p class="lead">${m(i.texts, "risk.none")}</p>
    ${t.reason ? n`<p class="say">${ys(i, t.reason)}.</p>` : l}`;
}
function Vt(i, t) {
  return n`<svg viewBox="0 0 11 18" class=${i ? "p1" : "p0"} aria-hidden="true" data-column=${t % Hs}>
    ${y`<circle cx="5.5" cy="3.5" r="2.9"></circle><path d="M1 17V10.5a2.5 2.5 0 0 1 2.5-2.5h4a2.5 2.5 0 0 1 2.5 2.5V17z"></path>`}
  </svg>`;
}
const Ws = 5e3, Ks = 5e3, At = 2, St = 92;
function Fs(i) {
  const t = new URLSearchParams(i), s = (e, a) => {
    const r = Number(t.get(e) ?? a);
    return Number.isFinite(r) && r > 0 ? r : a;
  };
  return s("distance", At) / At * (s("density", St) / St) * s("scale", 1);
}
class Vs extends S {
  constructor() {
    super(), this.stop = null, this.swallow = (t) => {
      this.refused || t.stopImmediatePropagation();
    }, this.page = null, this.refused = "";
  }
  static {
    this.properties = {
      hass: { attribute: !1 },
      page: { state: !0 },
      refused: { state: !0 }
    };
  }
  static {
    this.styles = f`
    * { box-sizing: border-box; margin: 0; padding: 0; }
    .sheet { position: fixed; inset: 0; width: 100vw; height: 100vh; max-width: none; max-height: none; border: 0; overflow: hidden; background: #000; color: #fff; cursor: none; font: 400 calc(64 * var(--u)) / 1.2 Roboto, Noto, sans-serif; overflow-wrap: anywhere; --ds-data: #56b4e9; --ds-ghost: #8d9196; }
    main { position: absolute; inset: auto calc(90 * var(--u)) calc(150 * var(--u)); animation: come 400ms; }
    @keyframes come { from { opacity: 0; } }
    h1 { font-size: calc(92 * var(--u)); font-weight: 400; line-height: 1.15; }
    h1 span { display: block; }
    .quiet, .phone { color: #d0d0d0; }
    .quiet { margin-block-start: calc(22 * var(--u)); }
    .demonstration { color: #f0b3d5; }
    .bar { position: relative; height: calc(34 * var(--u)); border-radius: calc(17 * var(--u)); background: #2b2e31; margin-block: calc(72 * var(--u)) calc(40 * var(--u)); }
    .bar i { position: absolute; inset-block: 0; background: #56b4e9; opacity: 0.5; border-radius: calc(4 * var(--u)); }
    .bar b { position: absolute; inset-block-start: 50%; width: calc(66 * var(--u)); height: calc(66 * var(--u)); margin: calc(-33 * var(--u)); border-radius: 50%; background: #56b4e9; border: calc(8 * var(--u)) solid #000; box-shadow: 0 0 0 calc(5 * var(--u)) #56b4e9; }
    .bar.hatched { background: repeating-linear-gradient(135deg, #f0b3d566 0 calc(16 * var(--u)), transparent 0 calc(32 * var(--u))), #2a1c25; box-shadow: 0 0 0 calc(3 * var(--u)) #a96f91; }
    .hatched b { background: #f0b3d5; box-shadow: 0 0 0 calc(5 * var(--u)) #f0b3d5; }
    .people { display: grid; grid-template-columns: repeat(20, 1fr); gap: calc(12 * var(--u)) calc(8 * var(--u)); margin-block: calc(56 * var(--u)) calc(36 * var(--u)); }
    .people svg { width: 100%; display: block; }
    .p1 { fill: var(--ds-data); }
    .p0 { fill: none; stroke: var(--ds-ghost); stroke-width: 1.1; }
    footer { display: flex; flex-wrap: wrap; justify-content: space-between; gap: calc(24 * var(--u)); margin-block-start: calc(64 * var(--u)); }
    footer:empty { display: none; }
    footer p { display: flex; align-items: center; gap: calc(28 * var(--u)); }
    ha-icon { --mdc-icon-size: calc(64 * var(--u)); }
    .due ha-icon { color: #56b4e9; }
    .phone { margin-inline-start: auto; }
    .refused { padding: 32px; font: 400 20px/1.5 Roboto, Noto, sans-serif; color: var(--primary-text-color); }
    @media (prefers-reduced-motion: reduce) { main { animation: none; } }
  `;
  }
  connectedCallback() {
    super.connectedCallback(), window.addEventListener("hass-notification", this.swallow, !0), this.kiosk(!0), this.hass && this.subscribe();
  }
  disconnectedCallback() {
    window.removeEventListener("hass-notification", this.swallow, !0), this.kiosk(!1), this.show(null), this.stop?.then((t) => t()).catch(() => {
    }), this.stop = null, super.disconnectedCallback();
  }
  willUpdate(t) {
    !t.has("hass") || !this.hass || (this.hass.connected || this.show(null), this.stop || this.subscribe());
  }
  /** A popover lies above whatever Home Assistant opened before, dialogs and messages too. */
  updated() {
    const t = this.renderRoot.querySelector(".sheet");
    t && !t.matches(":popover-open") && t.showPopover();
  }
  kiosk(t) {
    this.dispatchEvent(new CustomEvent("hass-kiosk-mode", { bubbles: !0, composed: !0, detail: { enable: t } }));
  }
  subscribe() {
    this.stop = this.hass.connection.subscribeMessage(
      (t) => {
        this.refused = "", this.show(t.page);
      },
      { type: "digitalshadow/mirror" }
    ), this.stop.catch((t) => {
      this.refuse(t.code === "unauthorized"), setTimeout(() => {
        this.isConnected && this.subscribe();
      }, Ks);
    });
  }
  /** Every word of the server counts as one: it keeps the page, or takes it away at once. */
  show(t) {
    clearTimeout(this.silence), this.page = t, t && (this.silence = setTimeout(() => this.page = null, Ws));
  }
  /** Whoever opens this page with another account is told so, on a page they can leave. */
  async refuse(t) {
    if (this.show(null), !t) return;
    const s = `./texts/${Bt(this.hass.language)}.json`, e = await (await fetch(new URL(s, import.meta.url))).json();
    this.refused = m(e, "mirror.refused"), this.kiosk(!1);
  }
  render() {
    return this.refused ? n`<p class="refused" role="alert">${this.refused}</p>` : n`<div class="sheet" popover="manual" style="--u:${Fs(location.search)}px">${this.page ? Ys(this.page) : l}</div>`;
  }
}
function Ys(i) {
  const { headline: t, people: s, bar: e, lines: a, due: r, phone: o } = i;
  return Rs(
    t.join(),
    n`<main lang=${i.language}>
      ${t.length ? n`<h1>${t.map((d) => n`<span>${d}</span>`)}</h1>` : l}
      ${s === null ? l : n`<div class="people" aria-hidden="true">${Array.from({ length: 100 }, (d, h) => Vt(h < s, h))}</div>`}
      ${e ? Gs(e) : l}
      ${a.map((d) => n`<p class=${d.tone}>${d.text}</p>`)}
      ${r || o ? n`<footer>
            ${r ? n`<p class="due"><ha-icon icon="mdi:heart-pulse"></ha-icon>${r}</p>` : l}
            ${o ? n`<p class="phone"><ha-icon icon="mdi:phone"></ha-icon>${o}</p>` : l}
          </footer>` : l}
    </main>`
  );
}
function Gs(i) {
  const { at: t, usual: s } = i;
  return n`<div class=${s ? "bar" : "bar hatched"} aria-hidden="true">
    ${s ? n`<i style="inset-inline:${s[0]}% ${100 - s[1]}%"></i>` : l}<b style="inset-inline-start:${t}%"></b>
  </div>`;
}
w("digitalshadow-mirror", Vs);
const Yt = {
  greeting: "mdi:hand-wave-outline",
  due: "mdi:calendar-clock",
  signal: "mdi:face-recognition",
  risk: "mdi:heart-pulse"
}, Et = Object.keys(Yt);
class Zs extends g {
  static {
    this.properties = { ...g.properties, mirrors: { state: !0 } };
  }
  static {
    this.styles = [
      Ft,
      x,
      f`
      :host { background: none; }
      h3 { font-size: 16px; font-weight: 500; margin-block-start: 16px; }
    `
    ];
  }
  constructor() {
    super(), this.mirrors = [];
  }
  firstUpdated() {
    this.doing(async () => {
      this.mirrors = await $(this.home.hass, "mirrors", this.me.person_id);
    });
  }
  turn(t, s) {
    const e = Et.filter((a) => t.topics[a].on !== (a === s));
    return this.doing(async () => {
      const a = { mirror_id: t.mirror_id, topics: e };
      this.mirrors = await $(this.home.hass, "set_mirror", this.me.person_id, a);
    });
  }
  render() {
    return !this.mirrors.length && !this.error ? l : n`<section class="card"><header><h2>${this.t("mirrors.title")}</h2></header>
      <p class="say">${this.t("mirrors.rule")}</p>
      ${this.error ? n`<p class="error" role="alert">${this.error}</p>` : l}
      ${this.mirrors.map((t) => n`<h3><bdi>${t.name}</bdi></h3>
        <ul class="rows">${Et.map((s) => this.row(t, s))}</ul>`)}
    </section>`;
  }
  row(t, s) {
    const { on: e, limit: a } = t.topics[s], r = `${t.mirror_id}-${s}`, o = a ? `mirrors.limit.${a}` : `mirrors.${s}.${e ? "on" : "off"}`;
    return n`<li><ha-icon icon=${Yt[s]}></ha-icon><div><b id=${r}>${this.t(`mirrors.${s}`)}</b>
        <span class="sub">${this.t(o)}</span></div>
      ${a ? l : n`<button class="sw" role="switch" aria-checked=${e} aria-labelledby=${r} ?disabled=${this.waits}
        @click=${() => this.turn(t, s)}></button>`}</li>`;
  }
}
w("digitalshadow-mirror-choices", Zs);
const Js = ["templates", "readings", "measurements", "documents", "consents"];
class Xs extends g {
  static {
    this.properties = {
      ...g.properties,
      data: { state: !0 },
      step: { state: !0 },
      exported: { state: !0 }
    };
  }
  static {
    this.styles = [
      x,
      f`
      .sw { width: 52px; height: 32px; border-radius: 16px; border: 2px solid var(--ds-ghost); position: relative; flex: none; padding: 0; }
      .sw::before { content: ""; position: absolute; inset: -10px; }
      .sw::after { content: ""; position: absolute; inset-block-start: 6px; inset-inline-start: 6px; width: 16px; height: 16px; border-radius: 50%; background: var(--ds-ghost); }
      .sw[aria-checked="true"] { background: var(--ds-act); border-color: var(--ds-act); }
      .sw[aria-checked="true"]::after { inset-inline-start: 24px; background: var(--ds-on-act); width: 20px; height: 20px; inset-block-start: 4px; }
      ul.plain { display: grid; gap: 6px; margin-block-start: 8px; list-style: disc; padding-inline-start: 20px; }
    `
    ];
  }
  constructor() {
    super(), this.data = null, this.step = "closed", this.exported = !1;
  }
  firstUpdated() {
    this.doing(async () => {
      this.data = await $(this.home.hass, "data", this.me.person_id);
    });
  }
  turn(t, s) {
    return this.doing(async () => {
      const e = await $(this.home.hass, "set_switch", this.me.person_id, { switch: t, on: s });
      this.data && (this.data = { ...this.data, ...e });
    });
  }
  export() {
    return this.doing(async () => {
      const t = await $(this.home.hass, "export", this.me.person_id);
      Kt("heart-health-export.json", JSON.stringify(t, null, 2), "application/json"), this.exported = !0;
    });
  }
  withdraw() {
    return this.doing(async () => {
      this.home.withdrawn(await $(this.home.hass, "withdraw", this.me.person_id));
    });
  }
  render() {
    const { data: t } = this;
    return n`<div class="narrow cols">
      ${this.error ? n`<p class="error" role="alert">${this.error}</p>` : l}
      ${t ? n`${this.readers(t)} <digitalshadow-mirror-choices .home=${this.home}></digitalshadow-mirror-choices> ${this.switches(t)} ${this.stored(t)} ${this.leaving(t)}` : n`<section class="card" aria-busy="true"><h2>${this.t("data.readers")}</h2></section>`}
    </div>`;
  }
  readers(t) {
    const s = (e, a) => n`<li><ha-icon icon="mdi:account-outline"></ha-icon><div><b>${this.t(`data.${e}`)}</b>
        <span class="sub"><bdi>${a.length ? et(this.home, a) : this.t("data.nobody")}</bdi></span></div></li>`;
    return n`<section class="card"><header><h2>${this.t("data.readers")}</h2></header>
      <p class="say">${this.t(`data.${t.sharing}`)}</p>
      <ul class="rows">${s("account", t.account ? [t.account] : [])} ${s("granted", t.granted)} ${s("administrators", t.administrators)}</ul>
      <p class="sub">${this.t("data.change")}</p></section>`;
  }
  switches(t) {
    const s = (e, a) => n`<li><ha-icon icon=${a}></ha-icon><div><b id=${e}>${this.t(`data.${e}`)}</b>
          <span class="sub">${this.t(`data.${e}.${t[e] ? "on" : "off"}`)}</span></div>
        <button class="sw" role="switch" aria-checked=${t[e]} aria-labelledby=${e} ?disabled=${this.waits}
          @click=${() => this.turn(e, !t[e])}></button></li>`;
    return n`<section class="card"><header><h2>${this.t("data.switches")}</h2></header>
      <ul class="rows">${s("monitoring", "mdi:face-recognition")} ${s("muted", "mdi:bell-off-outline")}</ul></section>`;
  }
  stored(t) {
    return n`<section class="card"><header><h2>${this.t("data.stored")}</h2></header>
      ${this.counted(t)}
      <div class="btns"><button class="btn soft" ?disabled=${this.waits} @click=${this.export}><ha-icon icon="mdi:download-outline"></ha-icon>${this.t("data.export")}</button></div>
    </section>`;
  }
  counted(t) {
    return n`<ul class="plain num">${Js.map((s) => n`<li>${this.t(`data.kind.${s}`)}: ${t.stored[s]}</li>`)}</ul>`;
  }
  leaving(t) {
    if (this.step === "closed")
      return n`<section class="card"><header><h2>${this.t("data.withdraw")}</h2></header><p class="say">${this.t("data.withdraw.short")}</p>
        <div class="btns"><button class="btn line" @click=${() => this.step = "shown"}>${this.t("data.withdraw.open")}</button></div></section>`;
    const s = this.step === "sure";
    return n`<section class="card"><header><h2>${this.t("data.withdraw")}</h2></header>
      <p class="say">${this.t("data.withdraw.goes")}</p>
      ${this.counted(t)}
      <p class="say">${this.t("data.withdraw.stays")}</p>
      ${s ? n`<p class="say" role="alert"><b>${this.t("data.withdraw.sure")}</b></p>` : l}
      <div class="btns">
        <button class="btn" ?disabled=${this.waits} @click=${this.export}>${this.t(this.exported ? "data.export.again" : "data.export.first")}</button>
        <button class="btn danger" ?disabled=${this.waits} @click=${s ? this.withdraw : () => this.step = "sure"}>${this.t(s ? "data.withdraw.yes" : "data.withdraw.all")}</button>
        <button class="btn line" @click=${() => this.step = "closed"}>${this.t("keep.all")}</button>
      </div></section>`;
  }
}
w("digitalshadow-data", Xs);
class Qs extends g {
  static {
    this.styles = [x];
  }
  render() {
    return n`<div class="hello"><h2>${this.t("people.title")}</h2><span class="sub">${this.t("people.not_alarm")}</span></div>
      <div class="cols two">${Wt(this.home.view).map((t) => this.card(t))}</div>`;
  }
  card(t) {
    const s = Q(t), e = t.next_input_due;
    return n`<section class="card">
      <h2><bdi>${t.name}</bdi></h2>
      <p class="say">${s ? this.t("seen", { when: E(this.home, s) }) : this.t("people.unseen")}</p>
      ${t.monitoring ? l : n`<p class="sub">${this.t("people.paused")}</p>`}
      ${e ? n`<p class="sub">${this.t("people.due", { what: qt(this.home, e.input) })}</p>` : l}
    </section>`;
  }
}
class te extends g {
  static {
    this.styles = [x];
  }
  render() {
    const { people: t, cameras: s, paused: e, waiting_for: a } = this.home.view;
    return n`<div class="cols two">
      ${e ? n`<p class="card wide">${this.t("home.paused")}</p>` : l}
      ${a.map(({ name: r, erased_on: o }) => this.waiting(r, o))}
      ${a.length && !t.length ? l : this.people(t)}
      <section class="card"><header><h2>${this.t("home.cameras")}</h2></header>
        ${s.length ? l : n`<p class="say">${this.t("home.no_camera")}</p>`}
        <ul class="rows">${s.map((r) => n`<li><ha-icon icon="mdi:cctv"></ha-icon><div><b><bdi>${r.name}</bdi></b><span class="sub">${_s(this.home, r.status)}${r.last_analysed_at ? n`, ${E(this.home, r.last_analysed_at)}` : l}</span></div></li>`)}</ul>
      </section></div>`;
  }
  people(t) {
    return n`<section class="card"><header><h2>${this.t("home.people")}</h2></header>
      ${t.length ? l : n`<p class="say">${this.t("home.nobody")}</p>`}
      <ul class="rows">${t.map((s) => n`<li><ha-icon icon="mdi:account-outline"></ha-icon><div><b><bdi>${s.name}</bdi></b><span class="sub">${this.t(se(s))}</span></div></li>`)}</ul>
    </section>`;
  }
  waiting(t, s) {
    const e = s ? E(this.home, s) : "";
    return n`<section class="card wide"><h2>${this.t("home.waiting", { name: t })}</h2>
      <p class="say">${this.t(s ? "home.waiting.until" : "home.waiting.linked", { name: t, when: e })}</p></section>`;
  }
}
function se(i) {
  return i.needs_consent ? "home.needs_consent" : i.needs_enrolment ? "home.needs_enrolment" : i.monitoring ? "home.monitored" : "people.paused";
}
w("digitalshadow-people", Qs);
w("digitalshadow-home", te);
const Ct = [18, 21, 24];
class ee extends g {
  static {
    this.properties = {
      ...g.properties,
      kept: { state: !0 },
      languages: { state: !0 },
      language: { state: !0 },
      size: { state: !0 },
      whole: { state: !0 }
    };
  }
  static {
    this.styles = [
      x,
      f`
      .paper { max-width: 720px; margin-inline: auto; line-height: 1.55; padding: 20px; }
      .tools { max-width: 720px; margin: 0 auto 12px; display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }
      select { min-height: 48px; border-radius: 999px; border: 1.5px solid var(--ds-ghost); background: var(--ds-card); color: var(--ds-ink); padding-inline: 14px; }
    `
    ];
  }
  constructor() {
    super(), this.languages = [], this.language = "", this.size = 0, this.whole = !1;
  }
  firstUpdated() {
    this.doing(async () => {
      this.languages = await this.home.hass.callWS({ type: "digitalshadow/report_languages" }), await this.fetchKept();
    });
  }
  async fetchKept() {
    this.kept = await $(this.home.hass, "report", this.me.person_id), this.language ||= this.kept?.language ?? this.ownLanguage();
  }
  ownLanguage() {
    const t = this.home.hass.language;
    return this.languages.find((s) => s === t) ?? this.languages.find((s) => t.startsWith(s)) ?? "en";
  }
  make(t) {
    return $(this.home.hass, "make_report", this.me.person_id, { language: this.language, format: t });
  }
  anew() {
    return this.doing(async () => {
      await this.make("markdown"), await this.fetchKept();
    });
  }
  fhir() {
    return this.doing(async () => {
      const t = await this.make("fhir");
      Kt("heart-health-fhir.json", JSON.stringify(t.report, null, 2), "application/fhir+json");
    });
  }
  /** The page is the server's; in a frame without scripts it prints alone, without Home Assistant around it. */
  print() {
    return this.doing(async () => {
      const t = await this.make("handout"), s = document.createElement("iframe");
      s.setAttribute("sandbox", "allow-same-origin allow-modals"), s.setAttribute("style", "position:fixed;width:0;height:0;border:0"), s.title = this.t("report.handout"), s.addEventListener("load", () => {
        s.contentWindow?.addEventListener("afterprint", () => s.remove()), s.contentWindow?.print();
      }), s.srcdoc = String(t.report), document.body.append(s), await this.fetchKept();
    });
  }
  render() {
    const { kept: t } = this;
    return n`<div class="tools">
        <label><span class="sr">${this.t("report.language")}</span>
          <select @change=${(s) => this.language = s.target.value}>
            ${this.languages.map((s) => n`<option value=${s} lang=${s} ?selected=${s === this.language}>${ie(s)}</option>`)}
          </select></label>
        <button class="btn" ?disabled=${this.waits} @click=${this.anew}>${this.t("report.new")}</button>
        <button class="btn line" aria-label=${this.t("report.larger")} @click=${() => this.size = (this.size + 1) % Ct.length}>A+</button>
      </div>
      ${this.error ? n`<p class="tools error" role="alert">${this.error}</p>` : l}
      ${this.differs() ? n`<p class="tools sub">${this.t("report.other")}</p>` : l}
      ${t ? this.paper(t) : n`<p class="card paper" aria-busy=${t === void 0}>${t === null ? this.t("report.none") : ""}</p>`}
      <div class="tools" style="margin-block-start:12px">
        <button class="btn soft" ?disabled=${this.waits} @click=${this.print}><ha-icon icon="mdi:printer-outline"></ha-icon>${this.t("report.handout")}</button>
        <button class="btn soft" ?disabled=${this.waits} @click=${this.fhir}><ha-icon icon="mdi:download-outline"></ha-icon>${this.t("report.fhir")}</button>
        <p class="sub">${this.t("report.makes")}</p>
      </div>`;
  }
  differs() {
    return !!(this.kept && this.language && this.kept.language !== this.language);
  }
  paper(t) {
    const s = t.whole_markdown !== t.markdown;
    return n`<article class="card paper" lang=${t.language} dir="auto" style="font-size:${Ct[this.size]}px">
        <ha-markdown .content=${this.whole ? t.whole_markdown : t.markdown}></ha-markdown>
      </article>
      <p class="tools sub">
        <span>${this.t("report.made", { when: E(this.home, t.made_at) })}
        <bdi>${t.model}</bdi>: ${this.t(t.model_kind === "demonstration" ? "demo.model" : "signal.model")}</span>
        ${s && !this.whole ? n`<button class="btn line small" @click=${() => this.whole = !0}>${this.t("report.whole")}</button>` : l}
      </p>`;
  }
}
function ie(i) {
  return new Intl.DisplayNames([i], { type: "language" }).of(i) ?? i;
}
w("digitalshadow-report", ee);
const W = 14;
function ae(i, t) {
  const s = (r, o = {}) => m(i.texts, r, o), e = t.trend ?? t.reading, a = e?.model_kind === "demonstration";
  return n`<section class=${a ? "card demo" : "card"}>
    ${a ? n`<p class="strip"><ha-icon icon="mdi:sticker-outline"></ha-icon><span><b>${s("demo.word")}</b> ${s("demo.not")}</span></p>` : l}
    <header>
      <h2>${s(a ? "demo.title" : "signal.title")}</h2>
      ${e ? n`<span class="kind">${s(a ? "demo.kind" : "signal.kind")}</span>` : l}
    </header>
    ${t.trend ? ne(i, t.trend, a) : n`<p class="say">${s(t.monitoring ? "signal.unseen" : "signal.paused")}</p>`}
    ${e ? n`<p class="src"><ha-icon icon="mdi:face-recognition"></ha-icon><span><bdi>${e.model}</bdi>. ${s(a ? "demo.model" : "signal.model")}</span></p>` : l}
    ${oe(i, t)}
  </section>`;
}
function ne(i, t, s) {
  const e = (c, b = {}) => m(i.texts, c, b);
  if (t.state === "calibrating") {
    const c = Math.min(t.baseline_days ?? 0, W), b = e("signal.day", { day: c, of: W });
    return n`<p class="lead num"><span class="val">${b}</span></p>
      <div class="days" role="img" aria-label=${b}>
        ${Array.from({ length: W }, (k, O) => n`<i class=${O < c ? "on" : ""}></i>`)}
      </div>
      <p class="say">${e("signal.learning")}</p>`;
  }
  const { current_level: a, baseline_level: r, detectable_change: o } = t;
  if (a == null || r == null || o == null) return n`<p class="say">${e("signal.old")}</p>`;
  const d = Math.max(0, r - o), h = Math.min(100, r + o), p = e("signal.range", { low: Math.round(d), high: Math.round(h) }), u = e(`signal.${t.state}`);
  return n`<p class="lead num"><span class="val">${q(i, Math.round(a))}</span> ${u}</p>
    <div class="bar num" role="img" aria-label=${`${Math.round(a)} ${u}: ${p}`}>
      <span class="band" style="inset-inline:${d}% ${100 - h}%"></span>
      <span class="tick" style="inset-inline-start:${d}%"></span>
      <span class="tick" style="inset-inline-start:${h}%"></span>
      <span class="dot" style="inset-inline-start:${a}%"></span>
    </div>
    <p class="ends num"><span>0</span><span>${p}</span><span>100</span></p>
    <p class="say">${e(s ? "demo.answers" : "signal.chance")}</p>
    ${t.state === "rising" && !s ? n`<p class="say">${re(i, t)}</p>` : l}`;
}
function re(i, t) {
  return `${t.since ? m(i.texts, "signal.since", { day: _(i, t.since) }) : ""} ${m(i.texts, "signal.rise")}`.trim();
}
function oe(i, t) {
  const s = Q(t);
  return s ? n`<p class="seen"><ha-icon icon="mdi:eye-outline"></ha-icon><span>${m(i.texts, "seen", { when: E(i, s) })}</span>
    <a class="more" href="${i.prefix}/trend">${m(i.texts, "seen.not_me")}</a></p>` : l;
}
const le = 864e5, he = 14;
class de extends g {
  static {
    this.styles = [
      x,
      f`
      .urgent { background: var(--ds-urg-soft); border: 2px solid var(--ds-urg-line); color: var(--ds-urg); }
      .urgent h2 { display: flex; gap: 10px; align-items: center; font-size: 20px; }
      .urgent ol { margin-block: 12px; display: grid; gap: 10px; list-style: decimal; padding-inline-start: 22px; }
      .urgent .btn { background: var(--ds-urg); color: var(--ds-urg-soft); }
      .urgent .btn.line { background: none; border-color: currentColor; color: inherit; }
      .due { display: flex; gap: 12px; align-items: center; }
      .due > div { flex: 1; min-width: 0; }
      .due b { font-weight: 500; display: block; line-height: 1.3; }
      .ico { width: 40px; height: 40px; border-radius: 50%; display: grid; place-items: center; background: var(--ds-act-soft); color: var(--ds-act); flex: none; }
      .big { display: flex; flex-wrap: wrap; align-items: baseline; gap: 8px; margin-block: 6px 2px; }
      .big strong { font-size: 48px; font-weight: 500; line-height: 1; }
      .big span { font-size: 20px; line-height: 1.3; }
      .people { display: grid; grid-template-columns: repeat(20, 1fr); gap: 5px 3px; margin-block: 14px 12px; max-width: 440px; }
      .people svg { width: 100%; height: auto; display: block; overflow: visible; }
      .p1 { fill: var(--ds-data); }
      .p0 { fill: none; stroke: var(--ds-ghost); }
      .key { display: flex; gap: 4px 18px; flex-wrap: wrap; font-size: 15px; }
      .key b { font-weight: 500; }
      .val { font-weight: 500; font-size: 32px; line-height: 1; }
      .bar { position: relative; height: 14px; margin-block: 20px 12px; border-radius: 7px; background: var(--ds-track); }
      .bar span { position: absolute; }
      .bar .band { inset-block: 0; background: var(--ds-data); opacity: 0.38; border-radius: 3px; }
      .bar .tick { inset-block: -4px; width: 2px; margin-inline-start: -1px; background: var(--ds-data); }
      .bar .dot { inset-block-start: 50%; width: 22px; height: 22px; margin: -11px; border-radius: 50%; background: var(--ds-data); border: 3px solid var(--ds-card); box-shadow: 0 0 0 1.5px var(--ds-data); }
      .ends { display: flex; justify-content: space-between; gap: 12px; font-size: 13px; color: var(--ds-ink2); text-align: center; }
      .days { display: grid; grid-template-columns: repeat(14, 1fr); gap: 4px; margin-block: 12px 8px; }
      .days i { height: 10px; border-radius: 5px; box-shadow: inset 0 0 0 1.25px var(--ds-ghost); }
      .days i.on { background: var(--ds-data); box-shadow: none; }
      .seen { display: flex; align-items: center; gap: 8px; margin: 14px -16px -16px; padding: 4px 16px; border-block-start: 1px solid var(--ds-line); min-height: 52px; font-size: 15px; }
      .seen span { flex: 1; }
      .seen ha-icon { color: var(--ds-ink2); --mdc-icon-size: 20px; }
    `
    ];
  }
  render() {
    const t = this.me;
    return n`<div class="hello">
        <h2>${this.t("hello")} <bdi>${t.name}</bdi></h2>
        <span class="sub">${_(this.home, (/* @__PURE__ */ new Date()).toISOString())}</span>
      </div>
      <div class="cols two">
        ${t.urgent ? this.urgent(t.urgent) : l} ${this.due()}
        ${t.needs_consent || t.needs_enrolment ? n`<p class="card wide">${this.t(t.needs_consent ? "needs.consent" : "needs.enrolment")}</p>` : l}
        ${t.urgent ? n`<section class="card wide"><h2>${this.t("hidden.title")}</h2><p class="say">${this.t("hidden.why")}</p></section>` : n`${t.clinical ? js(this.home, t.clinical) : l} ${ae(this.home, t)}`}
      </div>`;
  }
  urgent(t) {
    const s = this.home.view.emergency_numbers, e = `${t.systolic_mmhg ?? "–"} / ${t.diastolic_mmhg ?? "–"}`;
    return n`<section class="card urgent wide" role="alert">
      <h2><ha-icon icon="mdi:alert"></ha-icon><span>${this.t("urgent.title")} <bdi dir="ltr">${e}</bdi></span></h2>
      <p class="say">${this.t("urgent.measured", { when: E(this.home, t.measured_at) })}</p>
      <ol lang=${t.language}>${t.text.map((a) => n`<li>${a}</li>`)}</ol>
      <div class="btns">
        ${s.map((a) => n`<a class="btn" href="tel:${a}"><ha-icon icon="mdi:phone"></ha-icon>${this.t("call", { number: a })}</a>`)}
        <a class="btn line" href="${this.home.prefix}/measure">${this.t("urgent.again")}</a>
      </div>
    </section>`;
  }
  due() {
    const t = this.me.next_input_due, s = t ? ((/* @__PURE__ */ new Date(`${t.on}T23:59:59`)).getTime() - Date.now()) / le : 1 / 0;
    if (!t || s > he) return l;
    const e = s < 0;
    return n`<section class="card due wide">
      <span class="ico"><ha-icon icon="mdi:heart-pulse"></ha-icon></span>
      <div><b>${qt(this.home, t.input)}</b>
        <span class="sub">${this.t(e ? "due.since" : "due.on", { day: _(this.home, t.on) })}</span></div>
      ${t.input.endsWith("_mmhg") && this.me.can_change ? n`<a class="btn small" href="${this.home.prefix}/measure">${this.t("due.enter")}</a>` : l}
    </section>`;
  }
}
w("digitalshadow-today", de);
const ce = 270, D = 30, I = 8, pe = 28, G = 30, J = 864e5, Mt = 340, ue = 48, rt = 50, v = (i) => Date.parse(`${i}T12:00:00Z`);
function j(i) {
  const t = i.lines.flatMap((s) => [...s.points.map((e) => e.highest), ...s.bands.map((e) => e.high)]);
  return Math.max(0, ...t) <= rt ? rt : 100;
}
function ge(i, t) {
  const s = t === "week" ? 7.5 : 31.5, e = [];
  return i.forEach((a, r) => {
    const o = i[r - 1];
    o && (v(a.first_day) - v(o.first_day)) / J <= s ? e.at(-1).push(a) : e.push([a]);
  }), e;
}
class me extends S {
  constructor() {
    super(), this.observer = null, this.width = Mt, this.plain = !1;
  }
  static {
    this.properties = {
      chart: { attribute: !1 },
      locale: { attribute: !1 },
      sentence: { attribute: !1 },
      words: { attribute: !1 },
      plain: { type: Boolean },
      width: { state: !0 }
    };
  }
  static {
    this.styles = f`
    :host { display: block; }
    svg { display: block; direction: ltr; }
    text { font-family: inherit; font-size: 13px; fill: var(--ds-ink2); }
    .ink { fill: var(--ds-ink); }
  `;
  }
  connectedCallback() {
    super.connectedCallback(), this.observer = new ResizeObserver(([t]) => {
      this.width = Math.max(240, Math.round(t?.contentRect.width ?? Mt));
    }), this.observer.observe(this);
  }
  disconnectedCallback() {
    this.observer?.disconnect(), super.disconnectedCallback();
  }
  get height() {
    return this.plain ? 150 : ce;
  }
  get above() {
    return this.plain ? 10 : G;
  }
  x(t) {
    const s = v(this.chart.first_day), e = Math.max(v(this.chart.today), s + 7 * J), a = Math.min(Math.max(typeof t == "number" ? t : v(t), s), e);
    return D + (this.width - D - I) * (a - s) / (e - s);
  }
  y(t) {
    return this.above + (this.height - this.above - pe) * (1 - Math.min(t, j(this.chart)) / j(this.chart));
  }
  render() {
    return n`<svg width="100%" height=${this.height} viewBox="0 0 ${this.width} ${this.height}" role="img" aria-label=${this.sentence}>
      ${this.grid()} ${this.chart.lines.map((t) => t.bands.map((s) => this.band(s)))} ${this.gaps()} ${this.plain ? l : this.flags()}
      ${this.chart.lines.map((t) => this.line(t.points))} ${this.months()}
    </svg>`;
  }
  grid() {
    const t = j(this.chart) === rt && !this.plain ? 10 : j(this.chart) / (this.plain ? 2 : 4);
    return Array.from({ length: j(this.chart) / t + 1 }, (e, a) => a * t).map(
      (e) => y`<line x1=${D} x2=${this.width - I} y1=${this.y(e)} y2=${this.y(e)} stroke="var(--ds-line)"></line>
        <text x=${D - 6} y=${this.y(e) + 4} text-anchor="end">${e}</text>`
    );
  }
  band(t) {
    const [s, e] = [this.x(t.first_day) - 3, this.x(t.last_day) + 3], [a, r] = [this.y(t.high), this.y(t.low)];
    return y`<rect x=${s} width=${e - s} y=${a} height=${Math.max(2, r - a)} rx="3" fill="var(--ds-band)"></rect>
      ${this.plain ? l : y`<text class="ink" x=${Math.min(s + 2, this.width - I - 60)} y=${a - 6}>${this.words.range(Math.round(t.low), Math.round(t.high))}</text>`}`;
  }
  gaps() {
    const t = this.y(0) - 7;
    return this.chart.gaps.map((s) => {
      const [e, a] = [this.x(s.first_day), this.x(s.last_day)], r = Math.min(Math.max((e + a) / 2, D + 34), this.width - I - 34);
      return y`<line x1=${e} x2=${a} y1=${t} y2=${t} stroke="var(--ds-ghost)" stroke-dasharray="1 4" stroke-width="2" stroke-linecap="round"></line>
        ${this.plain ? l : y`<text x=${r} y=${t - 7} text-anchor="middle">${this.words.reason(s.reason)}</text>`}`;
    });
  }
  flags() {
    return this.chart.changes.map((t, s) => {
      const e = this.x(t.on);
      return y`<line x1=${e} x2=${e} y1=${G - 6} y2=${this.y(0)} stroke="var(--ds-ink2)" stroke-dasharray="4 3"></line>
        <circle cx=${e} cy=${G - 15} r="10" fill="var(--ds-card)" stroke="var(--ds-ink2)" stroke-width="1.25"></circle>
        <text class="ink" x=${e} y=${G - 10.5} text-anchor="middle">${s + 1}</text>`;
    });
  }
  line(t) {
    const s = (this.chart.step === "week" ? 3.5 : 15) * J, e = (r) => this.x(Math.min(v(r.first_day) + s, v(this.chart.today))), a = ge(t, this.chart.step).map((r) => r.map((o, d) => `${d ? "L" : "M"}${e(o).toFixed(1)} ${this.y(o.level).toFixed(1)}`).join(""));
    return y`<path d=${a.join("")} fill="none" stroke="var(--ds-data)" stroke-width="2"></path>
      ${t.map((r) => y`<line x1=${e(r)} x2=${e(r)} y1=${this.y(r.highest)} y2=${this.y(r.lowest)} stroke="var(--ds-data)" stroke-opacity=".55" stroke-width="2"></line>
        <circle cx=${e(r)} cy=${this.y(r.level)} r=${this.plain ? 3.5 : 4} fill="var(--ds-data)" stroke="var(--ds-card)" stroke-width="1.5"></circle>`)}`;
  }
  /** Names of months where there is room for them; of a long time, years. */
  months() {
    const t = new Date(v(this.chart.first_day)), e = (v(this.chart.today) - t.getTime()) / J > 500, a = e ? { year: "numeric", timeZone: "UTC" } : { month: "short", timeZone: "UTC" }, r = [];
    let o = D;
    for (let d = new Date(Date.UTC(t.getUTCFullYear(), t.getUTCMonth(), 1, 12)); d.getTime() <= v(this.chart.today); d.setUTCMonth(d.getUTCMonth() + 1)) {
      const h = this.x(d.getTime());
      e && d.getUTCMonth() !== 0 || d < t || h < o || h > this.width - I - 12 || (r.push(y`<text x=${h} y=${this.height - 8} text-anchor="start">${d.toLocaleDateString(this.locale, a)}</text>`), o = h + ue);
    }
    return r;
  }
}
w("digitalshadow-chart", me);
const Tt = 14, $e = 864e5;
class be extends g {
  static {
    this.properties = {
      ...g.properties,
      listed: { state: !0 },
      more: { state: !0 },
      asked: { state: !0 },
      said: { state: !0 }
    };
  }
  static {
    this.styles = [
      x,
      f`
      .dayhead { font-size: 14px; font-weight: 500; color: var(--ds-ink2); padding-block: 16px 2px; }
      .gone b { text-decoration: line-through; text-decoration-thickness: 1.5px; color: var(--ds-ink2); }
      li.ask { flex-direction: column; align-items: stretch; background: var(--ds-soft); border-radius: 10px; padding: 12px; border: 0; }
      li.ask .btns { margin: 0; }
      .btn ha-icon { color: inherit; --mdc-icon-size: 18px; }
    `
    ];
  }
  constructor() {
    super(), this.listed = null, this.more = !1, this.asked = "", this.said = "";
  }
  updated() {
    const t = this.me.reading?.ended_at ?? null;
    t !== this.shown && (this.shown = t, this.fetch());
  }
  fetch(t) {
    return this.doing(async () => {
      const s = await $(this.home.hass, "visits", this.me.person_id, t ? { before: t } : {});
      this.listed = [...t ? this.listed ?? [] : [], ...s.visits], this.more = s.more;
    });
  }
  async count(t, s) {
    const e = await this.doing(async () => {
      await $(this.home.hass, "count_visit", this.me.person_id, { visit_id: t.visit_id, counts: s });
    });
    this.asked = "", e && (this.said = this.t(s ? "visit.is_back" : "visit.is_gone"), this.listed = (this.listed ?? []).map((a) => a === t ? { ...a, taken_back: !s, taken_back_by_me: !s } : a), this.dispatchEvent(new Event("changed")));
  }
  render() {
    const { listed: t } = this;
    return n`<section class="card" aria-busy=${t === null && !this.error}>
      <header><h2>${this.t("visits.title")}</h2>${this.counted()}</header>
      <p class="sub">${this.t("visits.how")}</p>
      <p class="sr" role="status">${this.said}</p>
      ${this.error ? n`<p class="error" role="alert">${this.error}</p>` : l}
      ${t && !t.length ? n`<p class="say">${this.t("visits.none")}</p>` : l}
      ${fe(t ?? []).map(([s, e]) => n`<h3 class="dayhead">${Es(this.home, s)}</h3><ul class="rows">${e.map((a) => this.row(a))}</ul>`)}
      ${this.more ? n`<button class="more" ?disabled=${this.waits} @click=${() => this.fetch(t?.at(-1)?.started_at)}>${this.t("visits.older")}</button>` : l}
    </section>`;
  }
  counted() {
    const t = Date.now() - Tt * $e, s = this.listed ?? [];
    if (!s.length || this.more && Date.parse(s.at(-1).started_at) > t) return l;
    const e = s.filter((a) => Date.parse(a.started_at) > t && a.visit_id && !a.taken_back).length;
    return n`<span class="sub num">${this.t("visits.count", { count: e, days: Tt })}</span>`;
  }
  row(t) {
    const s = t.cameras.length ? et(this.home, t.cameras) : this.t("change.removed"), e = As(this.home, t.started_at);
    if (t.why_not)
      return n`<li><ha-icon icon="mdi:eye-off-outline"></ha-icon><div><b class="num">${e}</b><span class="sub"><bdi>${s}</bdi>. ${this.t(`why.${t.why_not}`)}</span></div></li>`;
    if (this.asked === t.visit_id)
      return n`<li class="ask"><div><b>${this.t("visit.ask", { when: e, where: s })}</b><span class="sub">${this.t("visit.ask.what")}</span></div>
        <div class="btns"><button class="btn small" ?disabled=${this.waits} @click=${() => this.count(t, !1)}>${this.t("visit.take_back")}</button>
        <button class="btn line small" @click=${() => this.asked = ""}>${this.t("keep")}</button></div></li>`;
    const a = t.taken_back ? this.t(t.taken_back_by_me ? "visit.gone_by_you" : "visit.gone") : this.t("visit.frames", { count: t.frames });
    return n`<li class=${t.taken_back ? "gone" : ""}><ha-icon icon="mdi:cctv"></ha-icon><div><b class="num">${e}</b><span class="sub"><bdi>${s}</bdi>. ${a}</span></div>
      ${this.me.can_change ? this.button(t) : l}</li>`;
  }
  button(t) {
    return t.taken_back ? n`<button class="btn soft small" ?disabled=${this.waits} @click=${() => this.count(t, !0)}><ha-icon icon="mdi:redo"></ha-icon>${this.t("visit.put_back")}</button>` : n`<button class="btn line small" @click=${() => this.asked = t.visit_id ?? ""}>${this.t("visit.not_me")}</button>`;
  }
}
function fe(i) {
  const t = [];
  for (const s of i) {
    const e = t.at(-1);
    e && new Date(e[0]).toDateString() === new Date(s.started_at).toDateString() ? e[1].push(s) : t.push([s.started_at, [s]]);
  }
  return t;
}
w("digitalshadow-visits", be);
const zt = ["half_year", "year", "all"];
class we extends g {
  constructor() {
    super(), this.shown = "", this.chart = null, this.span = zt[0];
  }
  static {
    this.properties = { ...g.properties, chart: { state: !0 }, span: { state: !0 } };
  }
  static {
    this.styles = [
      x,
      f`
      .seg { margin-block: 12px 4px; }
      digitalshadow-chart { margin-inline: -6px; }
      .marks { display: grid; gap: 8px; margin-block-start: 8px; font-size: 15px; }
      .marks li { display: grid; grid-template-columns: 24px 1fr; gap: 8px; }
      .flag { width: 22px; height: 22px; border-radius: 50%; border: 1.25px solid var(--ds-ink2); display: grid; place-items: center; font-size: 13px; }
      .band { width: 20px; height: 14px; margin: 3px 2px; border-radius: 3px; background: var(--ds-band); }
      summary { cursor: pointer; }
      .scroll { overflow-x: auto; }
      table { width: 100%; border-collapse: collapse; font-size: 15px; }
      th, td { padding: 8px 8px 8px 0; text-align: start; font-weight: 400; border-block-end: 1px solid var(--ds-line); }
    `
    ];
  }
  /** A new visit moves the line, so it is asked for again. */
  updated() {
    const t = `${this.span} ${this.me.reading?.ended_at ?? ""}`;
    t !== this.shown && (this.shown = t, this.fetch());
  }
  fetch() {
    return this.doing(async () => {
      this.chart = await $(this.home.hass, "trend", this.me.person_id, { span: this.span });
    });
  }
  render() {
    return n`<div class="cols two">
      ${this.me.urgent ? n`<section class="card"><h2>${this.t("signal.hidden")}</h2><p class="say">${this.t("hidden.why")}</p></section>` : this.card()}
      <digitalshadow-visits .home=${this.home} @changed=${() => this.fetch()}></digitalshadow-visits>
    </div>`;
  }
  card() {
    const { chart: t } = this, s = this.me.trend, e = s ?? this.me.reading ?? t?.lines.at(-1), a = e?.model_kind === "demonstration";
    return n`<section class=${a ? "card demo" : "card"} aria-busy=${t === null && !this.error}>
      ${a ? n`<p class="strip"><ha-icon icon="mdi:sticker-outline"></ha-icon><span><b>${this.t("demo.word")}</b> ${this.t("demo.not")}</span></p>` : l}
      <header><h2>${this.t(a ? "demo.title" : "signal.title")}</h2>
        ${e ? n`<span class="kind"><ha-icon icon=${a ? "mdi:sticker-outline" : "mdi:flask-outline"}></ha-icon>${this.t(a ? "demo.kind" : "signal.kind")}</span>` : l}</header>
      <p class="lead">${a && t?.lines.length ? this.t("demo.trend") : this.headline(s)}</p>
      <p class="sub">${this.t(a ? "demo.nothing" : "signal.chance")}</p>
      ${this.error ? n`<p class="error" role="alert">${this.error}</p>` : l}
      <div class="seg" role="group" aria-label=${this.t("trend.span")}>
        ${zt.map((r) => n`<button aria-pressed=${r === this.span} @click=${() => this.span = r}>${this.t(`trend.${r}`)}</button>`)}
      </div>
      ${t?.lines.length ? this.drawn(t, a) : n`<p class="say">${t ? this.t(this.me.monitoring ? "signal.unseen" : "signal.paused") : ""}</p>`}
    </section>`;
  }
  headline(t) {
    return t ? t.state === "calibrating" ? this.t("signal.day", { day: Math.min(t.baseline_days ?? 0, W), of: W }) : t.new_level_since ? this.t("trend.new_level", { day: _(this.home, t.new_level_since) }) : this.t(`trend.is_${t.state}`, { day: t.since ? _(this.home, t.since) : "" }) : this.t("trend.none");
  }
  drawn(t, s) {
    const e = {
      range: (o, d) => this.t("range", { low: o, high: d }),
      reason: (o) => this.t(`gap.${o}`)
    }, a = s ? { ...t, lines: t.lines.map((o) => ({ ...o, bands: [] })) } : t, r = [...new Set(t.lines.map((o) => o.model))];
    return n`<digitalshadow-chart .chart=${a} .words=${e} .locale=${N(this.home)} .sentence=${this.sentence(a)}></digitalshadow-chart>
      <ul class="marks">
        ${t.changes.map((o, d) => n`<li><span class="flag num">${d + 1}</span><span>${_(this.home, o.on)}: ${this.t(`change.${o.kind}`, { name: o.name ?? this.t("change.removed") })}</span></li>`)}
        ${s ? l : n`<li><span class="band"></span><span>${this.t(`trend.legend.${t.step}`)}</span></li>`}
      </ul>
      <p class="src"><ha-icon icon="mdi:face-recognition"></ha-icon><span><bdi>${r.join(", ")}</bdi>. ${this.t(s ? "demo.answers" : "trend.source")}</span></p>
      <details><summary class="more">${this.t("trend.table")}</summary>${this.table(a)}</details>`;
  }
  sentence(t) {
    const e = t.lines.flatMap((a) => a.points).map((a) => a.level);
    return this.t(`trend.sentence.${t.step}`, {
      from: _(this.home, t.first_day),
      to: _(this.home, t.today),
      low: Math.round(Math.min(...e)),
      high: Math.round(Math.max(...e))
    });
  }
  table(t) {
    const s = t.lines.flatMap((e) => e.points.map((a) => ({ ...a, model: e.model })));
    return n`<div class="scroll" tabindex="0" role="group" aria-label=${this.t("trend.table")}><table class="num">
      <thead><tr>${["begins", "level", "spread", "days", "model"].map((e) => n`<th scope="col">${this.t(`trend.column.${e}`)}</th>`)}</tr></thead>
      <tbody>${s.reverse().map((e) => n`<tr><th scope="row">${_(this.home, e.first_day)}</th><td>${q(this.home, e.level)}</td>
        <td>${this.t("range", { low: q(this.home, e.lowest), high: q(this.home, e.highest) })}</td><td>${e.days}</td><td><bdi>${e.model}</bdi></td></tr>`)}</tbody>
    </table></div>`;
  }
}
w("digitalshadow-trend", we);
const Nt = { upper: "", lower: "", at: "upper" }, ot = { low: 70, high: 260 }, Gt = { low: 30, high: 160 }, Zt = 3, T = (i) => i.length === Zt || i.length === 2 && Number(i[0]) > 2;
function Ot(i, t) {
  const s = i[i.at];
  if (s.length >= Zt || s === "" && t === "0") return i;
  const e = { ...i, [i.at]: s + t };
  return i.at === "upper" && T(e.upper) ? { ...e, at: "lower" } : e;
}
function Dt(i) {
  const t = i.at === "lower" && i.lower === "" ? "upper" : i.at;
  return { ...i, at: t, [t]: i[t].slice(0, -1) };
}
const xe = (i) => ({ upper: i.lower, lower: i.upper, at: "lower" });
function Jt({ upper: i, lower: t }) {
  return T(i) && at(i, ot) && !T(t) ? "upper_range" : !T(i) || !T(t) ? null : Number(t) >= Number(i) ? "swapped" : at(i, ot) ? "upper_range" : at(t, Gt) ? "lower_range" : null;
}
const ye = (i) => T(i.upper) && T(i.lower) && Jt(i) === null, at = (i, t) => Number(i) < t.low || Number(i) > t.high, ve = 20;
class ke extends g {
  constructor() {
    super(), this.onKey = (t) => {
      if (!(t.ctrlKey || t.metaKey || t.altKey || t.defaultPrevented)) {
        if (/^\d$/.test(t.key)) this.typed = Ot(this.typed, t.key);
        else if (t.key === "Backspace") this.typed = Dt(this.typed);
        else return;
        this.said = "", t.preventDefault();
      }
    }, this.typed = Nt, this.listed = null, this.asked = "", this.said = "", this.all = !1;
  }
  static {
    this.properties = {
      ...g.properties,
      typed: { state: !0 },
      listed: { state: !0 },
      asked: { state: !0 },
      said: { state: !0 },
      all: { state: !0 }
    };
  }
  static {
    this.styles = [
      x,
      f`
      .fields { display: grid; grid-template-columns: 1fr 1fr; gap: 12px; margin-block: 12px; }
      .field { border: 1.5px solid var(--ds-ghost); border-radius: 12px; padding: 8px 12px 6px; background: var(--ds-card); }
      .field span { font-size: 15px; color: var(--ds-ink2); }
      .field b { display: block; font-size: 40px; font-weight: 500; line-height: 1.15; min-height: 46px; }
      .field[aria-pressed="true"] { border: 3px solid var(--ds-act); padding: 6.5px 10.5px 4.5px; }
      .field[aria-pressed="true"] span { color: var(--ds-act); font-weight: 500; }
      .note { display: flex; align-items: center; gap: 8px; min-height: 48px; font-size: 15px; }
      .note span { flex: 1; }
      .pad { display: grid; grid-template-columns: repeat(3, 1fr); gap: 8px; margin-block-end: 16px; direction: ltr; }
      .pad button { height: 68px; border-radius: 14px; background: var(--ds-card); border: 1px solid var(--ds-line); color: var(--ds-ink); font-size: 28px; display: grid; place-items: center; padding: 0; }
      .pad .go { background: var(--ds-act); color: var(--ds-on-act); font-size: 18px; font-weight: 500; border: 0; text-align: center; }
      .ask { flex-wrap: wrap; }
      .ask .btns { margin: 0; }
      h2 { font-size: 22px; font-weight: 400; }
    `
    ];
  }
  connectedCallback() {
    super.connectedCallback(), window.addEventListener("keydown", this.onKey);
  }
  disconnectedCallback() {
    window.removeEventListener("keydown", this.onKey), super.disconnectedCallback();
  }
  firstUpdated() {
    this.list();
  }
  list() {
    return this.doing(async () => {
      this.listed = await $(this.home.hass, "measurements", this.me.person_id);
    });
  }
  async save() {
    const { upper: t, lower: s } = this.typed;
    await this.doing(async () => {
      await $(this.home.hass, "add_measurements", this.me.person_id, {
        values: [
          { measure: "systolic_mmhg", value: Number(t), unit: "mmHg" },
          { measure: "diastolic_mmhg", value: Number(s), unit: "mmHg" }
        ]
      });
    }) && (this.said = this.t("values.saved", { upper: t, lower: s }), this.typed = Nt, await this.list());
  }
  async takeBack(t) {
    await this.doing(async () => {
      await $(this.home.hass, "delete_measurement", this.me.person_id, {
        measure: t.measure,
        measured_at: t.measured_at
      });
    }) && (this.asked = "", this.said = this.t("values.deleted"), await this.list());
  }
  render() {
    return n`<div class="narrow">
      <div class="hello"><h2>${this.t("values.title")}</h2><span class="sub">${this.t("values.how")}</span></div>
      <div class="fields num">${this.field("upper")} ${this.field("lower")}</div>
      ${this.note()}
      <div class="pad num">
        ${["1", "2", "3", "4", "5", "6", "7", "8", "9"].map((t) => this.key(t))}
        <button aria-label=${this.t("values.back")} @click=${() => this.typed = Dt(this.typed)}>
          <ha-icon icon="mdi:backspace-outline"></ha-icon>
        </button>
        ${this.key("0")}
        <button class="go" ?disabled=${this.waits || !ye(this.typed)} @click=${this.save}>${this.t("save")}</button>
      </div>
      ${this.table()}
    </div>`;
  }
  field(t) {
    return n`<button
      class="field"
      aria-pressed=${this.typed.at === t}
      @click=${() => this.typed = { ...this.typed, at: t, [t]: "" }}
    >
      <span>${this.t(`values.${t}`)}, mmHg</span><b>${this.typed[t]}</b>
    </button>`;
  }
  key(t) {
    return n`<button
      @click=${() => {
      this.typed = Ot(this.typed, t), this.said = "";
    }}
    >
      ${t}
    </button>`;
  }
  note() {
    const t = Jt(this.typed), s = this.error ? `${this.error} ${this.t("values.unsaved")}` : t ? this.t(`values.${t}`, t === "lower_range" ? Gt : ot) : this.said;
    return n`<p class="note" aria-live="polite">
      <span class=${this.error ? "error" : ""}>${s}</span>
      ${t === "swapped" && !this.error ? n`<button class="btn soft small" @click=${() => this.typed = xe(this.typed)}>${this.t("values.swap")}</button>` : l}
    </p>`;
  }
  table() {
    const t = this.listed;
    if (!t) return n`<section class="card" aria-busy="true"><h2>${this.t("values.all")}</h2></section>`;
    const s = this.all ? t : t.slice(0, ve);
    return n`<section class="card">
      <header><h2>${this.t("values.all")}</h2><span class="kind num">${t.length}</span></header>
      ${t.length ? l : n`<p class="say">${this.t("values.none")}</p>`}
      <ul class="rows">${s.map((e) => this.row(e))}</ul>
      ${s.length < t.length ? n`<div class="btns"><button class="btn line" @click=${() => this.all = !0}>${this.t("values.more", { count: t.length - s.length })}</button></div>` : l}
    </section>`;
  }
  row(t) {
    const s = `${t.measure} ${t.measured_at}`, e = n`<div>
      <b>${ks(this.home, t.measure)}: <bdi>${q(this.home, t.value)} ${t.unit}</bdi></b>
      <span class="sub">${E(this.home, t.measured_at)}, ${this.t(t.is_typed ? "values.typed" : "values.sensor")}</span>
    </div>`;
    return !t.is_typed || !this.me.can_change ? n`<li>${e}</li>` : this.asked !== s ? n`<li>${e}<button class="btn line small" @click=${() => this.asked = s}>${this.t("delete")}</button></li>` : n`<li class="ask">${e}
      <div class="btns" role="group" aria-label=${this.t("values.ask")}>
        <button class="btn danger small" ?disabled=${this.waits} @click=${() => this.takeBack(t)}>${this.t("delete")}</button>
        <button class="btn soft small" @click=${() => this.asked = ""}>${this.t("keep")}</button>
      </div>
    </li>`;
  }
}
w("digitalshadow-values", ke);
const _e = {
  today: "mdi:heart-pulse",
  trend: "mdi:chart-line",
  measure: "mdi:plus",
  report: "mdi:file-document-outline",
  data: "mdi:shield-account-outline",
  people: "mdi:account-heart-outline",
  home: "mdi:home-outline"
}, Ae = 5e3;
class Se extends S {
  constructor() {
    super(), this.backend = () => "", this.stop = null, this.spoken = "", this.follow = (t) => {
      if (t.ctrlKey || t.metaKey || t.shiftKey) return;
      const e = t.composedPath().find((a) => a instanceof HTMLAnchorElement)?.getAttribute("href") ?? "";
      e.startsWith(`${this.root}/`) && (t.preventDefault(), Ms(e), window.scrollTo(0, 0));
    }, this.view = null, this.texts = null, this.failed = !1, this.erased = null;
  }
  static {
    this.properties = {
      hass: { attribute: !1 },
      narrow: { attribute: !1 },
      route: { attribute: !1 },
      view: { state: !0 },
      texts: { state: !0 },
      failed: { state: !0 },
      erased: { state: !0 }
    };
  }
  static {
    this.styles = [
      Ft,
      x,
      f`
      :host { min-height: 100vh; min-height: 100dvh; }
      .top { position: sticky; inset-block-start: 0; z-index: 5; display: flex; align-items: center; gap: 4px; min-height: 56px; padding-inline: 4px 12px; background: var(--ds-card); border-block-end: 1px solid var(--ds-line); }
      h1 { font-size: 20px; font-weight: 400; line-height: 1.2; flex: 1; min-width: 0; padding-inline-start: 8px; }
      .tabs { display: flex; background: var(--ds-card); }
      .tabs[hidden] { display: none; }
      .tabs a { display: flex; align-items: center; justify-content: center; text-decoration: none; text-align: center; color: var(--ds-ink2); font-size: 13px; line-height: 1.15; font-weight: 500; }
      .tabs a[aria-current] { color: var(--ds-act); }
      main { display: block; max-width: 1040px; margin-inline: auto; padding: 16px 16px 96px; }
      .offline { padding: 8px 16px; background: var(--ds-soft); text-align: center; }
      .block { height: 112px; border-radius: 8px; background: var(--ds-soft); margin-block-start: 12px; }
      .help { display: flex; gap: 12px; padding: 20px 4px 4px; font-size: 15px; }
      .help ha-icon { color: var(--ds-act); }
      @media (max-width: 869px) {
        .tabs { position: fixed; inset-block-end: 0; inset-inline: 0; z-index: 5; border-block-start: 1px solid var(--ds-line); padding-inline: 4px; }
        .tabs a { flex: 1; min-width: 0; min-height: 64px; flex-direction: column; gap: 2px; hyphens: auto; }
        .tabs ha-icon { width: 52px; max-width: 100%; height: 28px; padding: 2px 0; border-radius: 14px; display: grid; place-items: center; }
        .tabs a[aria-current] ha-icon { background: var(--ds-act-soft); }
      }
      @media (min-width: 870px) {
        .top { padding-inline: 24px 20px; gap: 16px; }
        h1 { flex: none; padding: 0; }
        .tabs { flex: 1; }
        .tabs a { min-height: 56px; padding-inline: 14px; font-size: 14px; border-block-end: 2px solid transparent; }
        .tabs a[aria-current] { border-color: currentColor; }
        .tabs ha-icon { display: none; }
        main { padding: 20px 24px 40px; }
      }
    `
    ];
  }
  connectedCallback() {
    super.connectedCallback(), this.addEventListener("click", this.follow), this.hass && this.subscribe();
  }
  disconnectedCallback() {
    this.removeEventListener("click", this.follow), this.stop?.then((t) => t()).catch(() => {
    }), this.stop = null, super.disconnectedCallback();
  }
  willUpdate(t) {
    !t.has("hass") || !this.hass || (this.toggleAttribute("dark", this.hass.themes?.darkMode === !0), this.stop || this.subscribe(), this.spoken !== this.hass.language && this.fetchTexts(this.hass.language));
  }
  subscribe() {
    this.stop = this.hass.connection.subscribeMessage(
      (t) => {
        this.view = t, this.failed = !1;
      },
      { type: "digitalshadow/subscribe" }
    ), this.stop.catch(() => {
      this.failed = !0, setTimeout(() => {
        this.isConnected && this.subscribe();
      }, Ae);
    });
  }
  async fetchTexts(t) {
    this.spoken = t;
    const s = `./texts/${Bt(t)}.json`, e = new URL(s, import.meta.url), [a] = await Promise.all([
      fetch(e).then((r) => r.json()),
      this.hass.loadBackendTranslation("selector", "digitalshadow")
    ]);
    this.backend = await this.hass.loadBackendTranslation("entity", "digitalshadow"), this.texts = a;
  }
  get root() {
    return this.route?.prefix ?? "/digitalshadow";
  }
  render() {
    if (!this.texts) return l;
    const t = (o) => m(this.texts, o);
    if (!this.view)
      return n`${this.head(null, [], "")}<main>${this.failed ? n`<p class="card" role="alert">${t("not_running")}</p>` : n`<section class="card" aria-busy="true"><h2>${t("loading")}</h2><div class="block"></div></section>`}</main>`;
    const s = {
      hass: this.hass,
      view: this.view,
      texts: this.texts,
      backend: this.backend,
      prefix: this.root,
      withdrawn: (o) => this.erased = o
    }, e = Cs(this.view), a = this.route?.path.split("/")[1] ?? "", r = e.includes(a) ? a : e[0] ?? "";
    return n`${this.head(s, e, r)}
      ${this.hass.connected ? l : n`<p class="offline" role="status">${t("offline")}</p>`}
      <main>
        ${this.erased ? n`<section class="card" role="status"><h2>${t("data.gone")}</h2><p class="say">${t(this.erased.verified ? "data.gone.all" : "data.gone.left")}</p></section>` : l}
        ${r ? Ee(r, s) : this.erased ? l : n`<p class="card">${t("nobody")}</p>`}
        <p class="help"><ha-icon icon="mdi:phone-in-talk"></ha-icon><span>${t("help")}</span></p>
      </main>`;
  }
  head(t, s, e) {
    const a = (r) => m(this.texts, r);
    return n`<header class="top">
      <ha-menu-button .hass=${this.hass} .narrow=${this.narrow}></ha-menu-button>
      <h1>${a("panel")}</h1>
      <nav class="tabs" aria-label=${a("pages")} ?hidden=${s.length < 2}>
        ${s.map((r) => n`<a href="${this.root}/${r}" aria-current=${r === e ? "page" : l}><ha-icon icon=${_e[r]}></ha-icon><span>${a(`page.${r}`)}</span></a>`)}
      </nav>
      ${t ? n`<digitalshadow-emergency .home=${t}></digitalshadow-emergency>` : l}
    </header>`;
  }
}
function Ee(i, t) {
  switch (i) {
    case "today":
      return n`<digitalshadow-today .home=${t}></digitalshadow-today>`;
    case "trend":
      return n`<digitalshadow-trend .home=${t}></digitalshadow-trend>`;
    case "measure":
      return n`<digitalshadow-values .home=${t}></digitalshadow-values>`;
    case "report":
      return n`<digitalshadow-report .home=${t}></digitalshadow-report>`;
    case "data":
      return n`<digitalshadow-data .home=${t}></digitalshadow-data>`;
    case "people":
      return n`<digitalshadow-people .home=${t}></digitalshadow-people>`;
    case "confirm":
      return n`<digitalshadow-confirm .home=${t}></digitalshadow-confirm>`;
    case "home":
      return n`<digitalshadow-home .home=${t}></digitalshadow-home>`;
    default:
      return l;
  }
}
w("digitalshadow-panel", Se);
export {
  Se as Panel
};
