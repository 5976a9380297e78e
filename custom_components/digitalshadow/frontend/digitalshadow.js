const Z = globalThis, ot = Z.ShadowRoot && (Z.ShadyCSS === void 0 || Z.ShadyCSS.nativeShadow) && "adoptedStyleSheets" in Document.prototype && "replace" in CSSStyleSheet.prototype, lt = /* @__PURE__ */ Symbol(), ut = /* @__PURE__ */ new WeakMap();
let Dt = class {
  constructor(t, e, s) {
    if (this._$cssResult$ = !0, s !== lt) throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");
    this.cssText = t, this.t = e;
  }
  get styleSheet() {
    let t = this.o;
    const e = this.t;
    if (ot && t === void 0) {
      const s = e !== void 0 && e.length === 1;
      s && (t = ut.get(e)), t === void 0 && ((this.o = t = new CSSStyleSheet()).replaceSync(this.cssText), s && ut.set(e, t));
    }
    return t;
  }
  toString() {
    return this.cssText;
  }
};
const Jt = (i) => new Dt(typeof i == "string" ? i : i + "", void 0, lt), f = (i, ...t) => {
  const e = i.length === 1 ? i[0] : t.reduce((s, a, r) => s + ((o) => {
    if (o._$cssResult$ === !0) return o.cssText;
    if (typeof o == "number") return o;
    throw Error("Value passed to 'css' function must be a 'css' function result: " + o + ". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.");
  })(a) + i[r + 1], i[0]);
  return new Dt(e, i, lt);
}, Xt = (i, t) => {
  if (ot) i.adoptedStyleSheets = t.map((e) => e instanceof CSSStyleSheet ? e : e.styleSheet);
  else for (const e of t) {
    const s = document.createElement("style"), a = Z.litNonce;
    a !== void 0 && s.setAttribute("nonce", a), s.textContent = e.cssText, i.appendChild(s);
  }
}, gt = ot ? (i) => i : (i) => i instanceof CSSStyleSheet ? ((t) => {
  let e = "";
  for (const s of t.cssRules) e += s.cssText;
  return Jt(e);
})(i) : i;
const { is: Qt, defineProperty: te, getOwnPropertyDescriptor: ee, getOwnPropertyNames: se, getOwnPropertySymbols: ie, getPrototypeOf: ae } = Object, tt = globalThis, mt = tt.trustedTypes, ne = mt ? mt.emptyScript : "", re = tt.reactiveElementPolyfillSupport, B = (i, t) => i, at = { toAttribute(i, t) {
  switch (t) {
    case Boolean:
      i = i ? ne : null;
      break;
    case Object:
    case Array:
      i = i == null ? i : JSON.stringify(i);
  }
  return i;
}, fromAttribute(i, t) {
  let e = i;
  switch (t) {
    case Boolean:
      e = i !== null;
      break;
    case Number:
      e = i === null ? null : Number(i);
      break;
    case Object:
    case Array:
      try {
        e = JSON.parse(i);
      } catch {
        e = null;
      }
  }
  return e;
} }, Lt = (i, t) => !Qt(i, t), $t = { attribute: !0, type: String, converter: at, reflect: !1, useDefault: !1, hasChanged: Lt };
Symbol.metadata ??= /* @__PURE__ */ Symbol("metadata"), tt.litPropertyMetadata ??= /* @__PURE__ */ new WeakMap();
let D = class extends HTMLElement {
  static addInitializer(t) {
    this._$Ei(), (this.l ??= []).push(t);
  }
  static get observedAttributes() {
    return this.finalize(), this._$Eh && [...this._$Eh.keys()];
  }
  static createProperty(t, e = $t) {
    if (e.state && (e.attribute = !1), this._$Ei(), this.prototype.hasOwnProperty(t) && ((e = Object.create(e)).wrapped = !0), this.elementProperties.set(t, e), !e.noAccessor) {
      const s = /* @__PURE__ */ Symbol(), a = this.getPropertyDescriptor(t, s, e);
      a !== void 0 && te(this.prototype, t, a);
    }
  }
  static getPropertyDescriptor(t, e, s) {
    const { get: a, set: r } = ee(this.prototype, t) ?? { get() {
      return this[e];
    }, set(o) {
      this[e] = o;
    } };
    return { get: a, set(o) {
      const d = a?.call(this);
      r?.call(this, o), this.requestUpdate(t, d, s);
    }, configurable: !0, enumerable: !0 };
  }
  static getPropertyOptions(t) {
    return this.elementProperties.get(t) ?? $t;
  }
  static _$Ei() {
    if (this.hasOwnProperty(B("elementProperties"))) return;
    const t = ae(this);
    t.finalize(), t.l !== void 0 && (this.l = [...t.l]), this.elementProperties = new Map(t.elementProperties);
  }
  static finalize() {
    if (this.hasOwnProperty(B("finalized"))) return;
    if (this.finalized = !0, this._$Ei(), this.hasOwnProperty(B("properties"))) {
      const e = this.properties, s = [...se(e), ...ie(e)];
      for (const a of s) this.createProperty(a, e[a]);
    }
    const t = this[Symbol.metadata];
    if (t !== null) {
      const e = litPropertyMetadata.get(t);
      if (e !== void 0) for (const [s, a] of e) this.elementProperties.set(s, a);
    }
    this._$Eh = /* @__PURE__ */ new Map();
    for (const [e, s] of this.elementProperties) {
      const a = this._$Eu(e, s);
      a !== void 0 && this._$Eh.set(a, e);
    }
    this.elementStyles = this.finalizeStyles(this.styles);
  }
  static finalizeStyles(t) {
    const e = [];
    if (Array.isArray(t)) {
      const s = new Set(t.flat(1 / 0).reverse());
      for (const a of s) e.unshift(gt(a));
    } else t !== void 0 && e.push(gt(t));
    return e;
  }
  static _$Eu(t, e) {
    const s = e.attribute;
    return s === !1 ? void 0 : typeof s == "string" ? s : typeof t == "string" ? t.toLowerCase() : void 0;
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
    const t = /* @__PURE__ */ new Map(), e = this.constructor.elementProperties;
    for (const s of e.keys()) this.hasOwnProperty(s) && (t.set(s, this[s]), delete this[s]);
    t.size > 0 && (this._$Ep = t);
  }
  createRenderRoot() {
    const t = this.shadowRoot ?? this.attachShadow(this.constructor.shadowRootOptions);
    return Xt(t, this.constructor.elementStyles), t;
  }
  connectedCallback() {
    this.renderRoot ??= this.createRenderRoot(), this.enableUpdating(!0), this._$EO?.forEach((t) => t.hostConnected?.());
  }
  enableUpdating(t) {
  }
  disconnectedCallback() {
    this._$EO?.forEach((t) => t.hostDisconnected?.());
  }
  attributeChangedCallback(t, e, s) {
    this._$AK(t, s);
  }
  _$ET(t, e) {
    const s = this.constructor.elementProperties.get(t), a = this.constructor._$Eu(t, s);
    if (a !== void 0 && s.reflect === !0) {
      const r = (s.converter?.toAttribute !== void 0 ? s.converter : at).toAttribute(e, s.type);
      this._$Em = t, r == null ? this.removeAttribute(a) : this.setAttribute(a, r), this._$Em = null;
    }
  }
  _$AK(t, e) {
    const s = this.constructor, a = s._$Eh.get(t);
    if (a !== void 0 && this._$Em !== a) {
      const r = s.getPropertyOptions(a), o = typeof r.converter == "function" ? { fromAttribute: r.converter } : r.converter?.fromAttribute !== void 0 ? r.converter : at;
      this._$Em = a;
      const d = o.fromAttribute(e, r.type);
      this[a] = d ?? this._$Ej?.get(a) ?? d, this._$Em = null;
    }
  }
  requestUpdate(t, e, s, a = !1, r) {
    if (t !== void 0) {
      const o = this.constructor;
      if (a === !1 && (r = this[t]), s ??= o.getPropertyOptions(t), !((s.hasChanged ?? Lt)(r, e) || s.useDefault && s.reflect && r === this._$Ej?.get(t) && !this.hasAttribute(o._$Eu(t, s)))) return;
      this.C(t, e, s);
    }
    this.isUpdatePending === !1 && (this._$ES = this._$EP());
  }
  C(t, e, { useDefault: s, reflect: a, wrapped: r }, o) {
    s && !(this._$Ej ??= /* @__PURE__ */ new Map()).has(t) && (this._$Ej.set(t, o ?? e ?? this[t]), r !== !0 || o !== void 0) || (this._$AL.has(t) || (this.hasUpdated || s || (e = void 0), this._$AL.set(t, e)), a === !0 && this._$Em !== t && (this._$Eq ??= /* @__PURE__ */ new Set()).add(t));
  }
  async _$EP() {
    this.isUpdatePending = !0;
    try {
      await this._$ES;
    } catch (e) {
      Promise.reject(e);
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
      const s = this.constructor.elementProperties;
      if (s.size > 0) for (const [a, r] of s) {
        const { wrapped: o } = r, d = this[a];
        o !== !0 || this._$AL.has(a) || d === void 0 || this.C(a, void 0, r, d);
      }
    }
    let t = !1;
    const e = this._$AL;
    try {
      t = this.shouldUpdate(e), t ? (this.willUpdate(e), this._$EO?.forEach((s) => s.hostUpdate?.()), this.update(e)) : this._$EM();
    } catch (s) {
      throw t = !1, this._$EM(), s;
    }
    t && this._$AE(e);
  }
  willUpdate(t) {
  }
  _$AE(t) {
    this._$EO?.forEach((e) => e.hostUpdated?.()), this.hasUpdated || (this.hasUpdated = !0, this.firstUpdated(t)), this.updated(t);
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
    this._$Eq &&= this._$Eq.forEach((e) => this._$ET(e, this[e])), this._$EM();
  }
  updated(t) {
  }
  firstUpdated(t) {
  }
};
D.elementStyles = [], D.shadowRootOptions = { mode: "open" }, D[B("elementProperties")] = /* @__PURE__ */ new Map(), D[B("finalized")] = /* @__PURE__ */ new Map(), re?.({ ReactiveElement: D }), (tt.reactiveElementVersions ??= []).push("2.1.2");
const ht = globalThis, bt = (i) => i, X = ht.trustedTypes, ft = X ? X.createPolicy("lit-html", { createHTML: (i) => i }) : void 0, Ut = "$lit$", A = `lit$${Math.random().toFixed(9).slice(2)}$`, Pt = "?" + A, oe = `<${Pt}>`, T = document, F = () => T.createComment(""), V = (i) => i === null || typeof i != "object" && typeof i != "function", dt = Array.isArray, le = (i) => dt(i) || typeof i?.[Symbol.iterator] == "function", st = `[ 	
\f\r]`, H = /<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g, xt = /-->/g, wt = />/g, E = RegExp(`>|${st}(?:([^\\s"'>=/]+)(${st}*=${st}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`, "g"), yt = /'/g, vt = /"/g, Rt = /^(?:script|style|textarea|title)$/i, Ht = (i) => (t, ...e) => ({ _$litType$: i, strings: t, values: e }), n = Ht(1), y = Ht(2), L = /* @__PURE__ */ Symbol.for("lit-noChange"), l = /* @__PURE__ */ Symbol.for("lit-nothing"), kt = /* @__PURE__ */ new WeakMap(), C = T.createTreeWalker(T, 129);
function It(i, t) {
  if (!dt(i) || !i.hasOwnProperty("raw")) throw Error("invalid template strings array");
  return ft !== void 0 ? ft.createHTML(t) : t;
}
const he = (i, t) => {
  const e = i.length - 1, s = [];
  let a, r = t === 2 ? "<svg>" : t === 3 ? "<math>" : "", o = H;
  for (let d = 0; d < e; d++) {
    const h = i[d];
    let p, u, c = -1, $ = 0;
    for (; $ < h.length && (o.lastIndex = $, u = o.exec(h), u !== null); ) $ = o.lastIndex, o === H ? u[1] === "!--" ? o = xt : u[1] !== void 0 ? o = wt : u[2] !== void 0 ? (Rt.test(u[2]) && (a = RegExp("</" + u[2], "g")), o = E) : u[3] !== void 0 && (o = E) : o === E ? u[0] === ">" ? (o = a ?? H, c = -1) : u[1] === void 0 ? c = -2 : (c = o.lastIndex - u[2].length, p = u[1], o = u[3] === void 0 ? E : u[3] === '"' ? vt : yt) : o === vt || o === yt ? o = E : o === xt || o === wt ? o = H : (o = E, a = void 0);
    const k = o === E && i[d + 1].startsWith("/>") ? " " : "";
    r += o === H ? h + oe : c >= 0 ? (s.push(p), h.slice(0, c) + Ut + h.slice(c) + A + k) : h + A + (c === -2 ? d : k);
  }
  return [It(i, r + (i[e] || "<?>") + (t === 2 ? "</svg>" : t === 3 ? "</math>" : "")), s];
};
class Y {
  constructor({ strings: t, _$litType$: e }, s) {
    let a;
    this.parts = [];
    let r = 0, o = 0;
    const d = t.length - 1, h = this.parts, [p, u] = he(t, e);
    if (this.el = Y.createElement(p, s), C.currentNode = this.el.content, e === 2 || e === 3) {
      const c = this.el.content.firstChild;
      c.replaceWith(...c.childNodes);
    }
    for (; (a = C.nextNode()) !== null && h.length < d; ) {
      if (a.nodeType === 1) {
        if (a.hasAttributes()) for (const c of a.getAttributeNames()) if (c.endsWith(Ut)) {
          const $ = u[o++], k = a.getAttribute(c).split(A), O = /([.?@])?(.*)/.exec($);
          h.push({ type: 1, index: r, name: O[2], strings: k, ctor: O[1] === "." ? ce : O[1] === "?" ? pe : O[1] === "@" ? ue : et }), a.removeAttribute(c);
        } else c.startsWith(A) && (h.push({ type: 6, index: r }), a.removeAttribute(c));
        if (Rt.test(a.tagName)) {
          const c = a.textContent.split(A), $ = c.length - 1;
          if ($ > 0) {
            a.textContent = X ? X.emptyScript : "";
            for (let k = 0; k < $; k++) a.append(c[k], F()), C.nextNode(), h.push({ type: 2, index: ++r });
            a.append(c[$], F());
          }
        }
      } else if (a.nodeType === 8) if (a.data === Pt) h.push({ type: 2, index: r });
      else {
        let c = -1;
        for (; (c = a.data.indexOf(A, c + 1)) !== -1; ) h.push({ type: 7, index: r }), c += A.length - 1;
      }
      r++;
    }
  }
  static createElement(t, e) {
    const s = T.createElement("template");
    return s.innerHTML = t, s;
  }
}
function U(i, t, e = i, s) {
  if (t === L) return t;
  let a = s !== void 0 ? e._$Co?.[s] : e._$Cl;
  const r = V(t) ? void 0 : t._$litDirective$;
  return a?.constructor !== r && (a?._$AO?.(!1), r === void 0 ? a = void 0 : (a = new r(i), a._$AT(i, e, s)), s !== void 0 ? (e._$Co ??= [])[s] = a : e._$Cl = a), a !== void 0 && (t = U(i, a._$AS(i, t.values), a, s)), t;
}
class de {
  constructor(t, e) {
    this._$AV = [], this._$AN = void 0, this._$AD = t, this._$AM = e;
  }
  get parentNode() {
    return this._$AM.parentNode;
  }
  get _$AU() {
    return this._$AM._$AU;
  }
  u(t) {
    const { el: { content: e }, parts: s } = this._$AD, a = (t?.creationScope ?? T).importNode(e, !0);
    C.currentNode = a;
    let r = C.nextNode(), o = 0, d = 0, h = s[0];
    for (; h !== void 0; ) {
      if (o === h.index) {
        let p;
        h.type === 2 ? p = new q(r, r.nextSibling, this, t) : h.type === 1 ? p = new h.ctor(r, h.name, h.strings, this, t) : h.type === 6 && (p = new ge(r, this, t)), this._$AV.push(p), h = s[++d];
      }
      o !== h?.index && (r = C.nextNode(), o++);
    }
    return C.currentNode = T, a;
  }
  p(t) {
    let e = 0;
    for (const s of this._$AV) s !== void 0 && (s.strings !== void 0 ? (s._$AI(t, s, e), e += s.strings.length - 2) : s._$AI(t[e])), e++;
  }
}
class q {
  get _$AU() {
    return this._$AM?._$AU ?? this._$Cv;
  }
  constructor(t, e, s, a) {
    this.type = 2, this._$AH = l, this._$AN = void 0, this._$AA = t, this._$AB = e, this._$AM = s, this.options = a, this._$Cv = a?.isConnected ?? !0;
  }
  get parentNode() {
    let t = this._$AA.parentNode;
    const e = this._$AM;
    return e !== void 0 && t?.nodeType === 11 && (t = e.parentNode), t;
  }
  get startNode() {
    return this._$AA;
  }
  get endNode() {
    return this._$AB;
  }
  _$AI(t, e = this) {
    t = U(this, t, e), V(t) ? t === l || t == null || t === "" ? (this._$AH !== l && this._$AR(), this._$AH = l) : t !== this._$AH && t !== L && this._(t) : t._$litType$ !== void 0 ? this.$(t) : t.nodeType !== void 0 ? this.T(t) : le(t) ? this.k(t) : this._(t);
  }
  O(t) {
    return this._$AA.parentNode.insertBefore(t, this._$AB);
  }
  T(t) {
    this._$AH !== t && (this._$AR(), this._$AH = this.O(t));
  }
  _(t) {
    this._$AH !== l && V(this._$AH) ? this._$AA.nextSibling.data = t : this.T(T.createTextNode(t)), this._$AH = t;
  }
  $(t) {
    const { values: e, _$litType$: s } = t, a = typeof s == "number" ? this._$AC(t) : (s.el === void 0 && (s.el = Y.createElement(It(s.h, s.h[0]), this.options)), s);
    if (this._$AH?._$AD === a) this._$AH.p(e);
    else {
      const r = new de(a, this), o = r.u(this.options);
      r.p(e), this.T(o), this._$AH = r;
    }
  }
  _$AC(t) {
    let e = kt.get(t.strings);
    return e === void 0 && kt.set(t.strings, e = new Y(t)), e;
  }
  k(t) {
    dt(this._$AH) || (this._$AH = [], this._$AR());
    const e = this._$AH;
    let s, a = 0;
    for (const r of t) a === e.length ? e.push(s = new q(this.O(F()), this.O(F()), this, this.options)) : s = e[a], s._$AI(r), a++;
    a < e.length && (this._$AR(s && s._$AB.nextSibling, a), e.length = a);
  }
  _$AR(t = this._$AA.nextSibling, e) {
    for (this._$AP?.(!1, !0, e); t !== this._$AB; ) {
      const s = bt(t).nextSibling;
      bt(t).remove(), t = s;
    }
  }
  setConnected(t) {
    this._$AM === void 0 && (this._$Cv = t, this._$AP?.(t));
  }
}
class et {
  get tagName() {
    return this.element.tagName;
  }
  get _$AU() {
    return this._$AM._$AU;
  }
  constructor(t, e, s, a, r) {
    this.type = 1, this._$AH = l, this._$AN = void 0, this.element = t, this.name = e, this._$AM = a, this.options = r, s.length > 2 || s[0] !== "" || s[1] !== "" ? (this._$AH = Array(s.length - 1).fill(new String()), this.strings = s) : this._$AH = l;
  }
  _$AI(t, e = this, s, a) {
    const r = this.strings;
    let o = !1;
    if (r === void 0) t = U(this, t, e, 0), o = !V(t) || t !== this._$AH && t !== L, o && (this._$AH = t);
    else {
      const d = t;
      let h, p;
      for (t = r[0], h = 0; h < r.length - 1; h++) p = U(this, d[s + h], e, h), p === L && (p = this._$AH[h]), o ||= !V(p) || p !== this._$AH[h], p === l ? t = l : t !== l && (t += (p ?? "") + r[h + 1]), this._$AH[h] = p;
    }
    o && !a && this.j(t);
  }
  j(t) {
    t === l ? this.element.removeAttribute(this.name) : this.element.setAttribute(this.name, t ?? "");
  }
}
class ce extends et {
  constructor() {
    super(...arguments), this.type = 3;
  }
  j(t) {
    this.element[this.name] = t === l ? void 0 : t;
  }
}
class pe extends et {
  constructor() {
    super(...arguments), this.type = 4;
  }
  j(t) {
    this.element.toggleAttribute(this.name, !!t && t !== l);
  }
}
class ue extends et {
  constructor(t, e, s, a, r) {
    super(t, e, s, a, r), this.type = 5;
  }
  _$AI(t, e = this) {
    if ((t = U(this, t, e, 0) ?? l) === L) return;
    const s = this._$AH, a = t === l && s !== l || t.capture !== s.capture || t.once !== s.once || t.passive !== s.passive, r = t !== l && (s === l || a);
    a && this.element.removeEventListener(this.name, this, s), r && this.element.addEventListener(this.name, this, t), this._$AH = t;
  }
  handleEvent(t) {
    typeof this._$AH == "function" ? this._$AH.call(this.options?.host ?? this.element, t) : this._$AH.handleEvent(t);
  }
}
class ge {
  constructor(t, e, s) {
    this.element = t, this.type = 6, this._$AN = void 0, this._$AM = e, this.options = s;
  }
  get _$AU() {
    return this._$AM._$AU;
  }
  _$AI(t) {
    U(this, t);
  }
}
const me = ht.litHtmlPolyfillSupport;
me?.(Y, q), (ht.litHtmlVersions ??= []).push("3.3.3");
const $e = (i, t, e) => {
  const s = e?.renderBefore ?? t;
  let a = s._$litPart$;
  if (a === void 0) {
    const r = e?.renderBefore ?? null;
    s._$litPart$ = a = new q(t.insertBefore(F(), r), r, void 0, e ?? {});
  }
  return a._$AI(i), a;
};
const ct = globalThis;
let S = class extends D {
  constructor() {
    super(...arguments), this.renderOptions = { host: this }, this._$Do = void 0;
  }
  createRenderRoot() {
    const t = super.createRenderRoot();
    return this.renderOptions.renderBefore ??= t.firstChild, t;
  }
  update(t) {
    const e = this.render();
    this.hasUpdated || (this.renderOptions.isConnected = this.isConnected), super.update(t), this._$Do = $e(e, this.renderRoot, this.renderOptions);
  }
  connectedCallback() {
    super.connectedCallback(), this._$Do?.setConnected(!0);
  }
  disconnectedCallback() {
    super.disconnectedCallback(), this._$Do?.setConnected(!1);
  }
  render() {
    return L;
  }
};
S._$litElement$ = !0, S.finalized = !0, ct.litElementHydrateSupport?.({ LitElement: S });
const be = ct.litElementPolyfillSupport;
be?.({ LitElement: S });
(ct.litElementVersions ??= []).push("4.2.2");
const fe = ["en", "de"];
function jt(i) {
  const t = i.toLowerCase().split("-")[0] ?? "";
  return fe.includes(t) ? t : "en";
}
function g(i, t, e = {}) {
  return (i[t] ?? t).replace(/\{(\w+)\}/g, (s, a) => String(e[a] ?? ""));
}
function P(i, t, e) {
  return i.backend(`component.digitalshadow.${t}.${e}`) || e;
}
const xe = (i, t) => P(i, "entity.sensor.cardiovascular_risk.state_attributes.missing_inputs.state", t), Bt = (i, t) => P(i, "entity.sensor.next_input_due.state_attributes.input.state", t), we = (i, t) => P(i, "entity.sensor.cardiovascular_risk.state_attributes.reason.state", t), ye = (i, t) => P(i, "entity.sensor.cardiovascular_risk.state_attributes.outcome.state", t), ve = (i, t) => P(i, "selector.measure.options", t), ke = (i, t) => P(i, "entity.sensor.state.state", t), z = (i) => i.hass.locale?.language ?? i.hass.language;
function _(i, t) {
  const e = t.length === 10 ? /* @__PURE__ */ new Date(`${t}T12:00:00`) : new Date(t), s = e.getFullYear() === (/* @__PURE__ */ new Date()).getFullYear() ? void 0 : "numeric";
  return e.toLocaleDateString(z(i), { day: "numeric", month: "long", year: s });
}
function R(i, t) {
  const e = i.hass.locale?.time_format;
  return new Date(t).toLocaleString(z(i), {
    dateStyle: "medium",
    timeStyle: "short",
    ...e === "12" || e === "24" ? { hour12: e === "12" } : {}
  });
}
function _e(i, t) {
  const e = i.hass.locale?.time_format;
  return new Date(t).toLocaleTimeString(z(i), {
    timeStyle: "short",
    ...e === "12" || e === "24" ? { hour12: e === "12" } : {}
  });
}
const Ae = 864e5;
function Se(i, t) {
  const e = new Date(t), s = (a) => e.toDateString() === new Date(Date.now() - a * Ae).toDateString();
  return s(0) ? g(i.texts, "day.today") : s(1) ? g(i.texts, "day.yesterday") : e.toLocaleDateString(z(i), { weekday: "long", day: "numeric", month: "long" });
}
const W = (i, t) => t.toLocaleString(z(i), { maximumFractionDigits: 1 }), pt = (i, t) => new Intl.ListFormat(z(i)).format(t);
function Ee(i) {
  const t = i.people.some((e) => e.is_themself) ? ["today", "trend", "measure", "report", "data"] : [];
  return Wt(i).length && t.push("people"), i.is_administrator && t.push("home"), t;
}
function Wt(i) {
  return i.people.filter((t) => t.is_granted && !t.is_themself).sort((t, e) => (Q(t) ?? "").localeCompare(Q(e) ?? ""));
}
const Q = (i) => [i.last_seen_at, i.reading?.ended_at ?? null].filter((t) => t !== null).sort((t, e) => new Date(t).getTime() - new Date(e).getTime()).at(-1) ?? null;
function Ce(i) {
  history.pushState(null, "", i), window.dispatchEvent(new CustomEvent("location-changed", { detail: { replace: !1 } }));
}
function Me(i) {
  const t = i?.message;
  return typeof t == "string" ? t : "";
}
class m extends S {
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
  t(t, e = {}) {
    return g(this.home.texts, t, e);
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
    } catch (e) {
      return this.error = Me(e) || this.t("failed"), !1;
    } finally {
      this.busy = !1;
    }
  }
}
function x(i, t) {
  customElements.get(i) || customElements.define(i, t);
}
function Kt(i, t, e) {
  const s = URL.createObjectURL(new Blob([t], { type: e }));
  Object.assign(document.createElement("a"), { href: s, download: i }).click(), setTimeout(() => URL.revokeObjectURL(s), 6e4);
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
`, w = f`
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
`;
class Te extends m {
  constructor() {
    super(...arguments), this.open = () => this.dialog.showModal(), this.close = () => this.dialog.close();
  }
  static {
    this.styles = [
      w,
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
    const t = this.home.view.emergency_numbers, e = t.length ? t.join(" / ") : "";
    return n`<button class="sos" @click=${this.open}><ha-icon icon="mdi:phone"></ha-icon>${this.t("sos", { number: e })}</button>
      <dialog aria-labelledby="title">
        <h2 id="title">${t.length ? this.t("sos.title", { number: e }) : this.t("sos.title.unknown")}</h2>
        <p>${this.t("sos.one")}</p>
        <ul>
          <li><b>${this.t("sos.heart")}</b>${this.t("sos.heart.signs")}</li>
          <li><b>${this.t("sos.stroke")}</b>${this.t("sos.stroke.signs")}</li>
        </ul>
        ${t.map((s) => n`<a class="btn" href="tel:${s}"><ha-icon icon="mdi:phone"></ha-icon>${this.t("call", { number: s })}</a>`)}
        <button class="btn line" @click=${this.close}>${this.t("close")}</button>
        <p class="sub">${this.t("sos.limits")}</p>
      </dialog>`;
  }
  get dialog() {
    return this.renderRoot.querySelector("dialog");
  }
}
x("digitalshadow-emergency", Te);
const ze = (i) => (...t) => ({ _$litDirective$: i, values: t });
let Oe = class {
  constructor(t) {
  }
  get _$AU() {
    return this._$AM._$AU;
  }
  _$AT(t, e, s) {
    this._$Ct = t, this._$AM = e, this._$Ci = s;
  }
  _$AS(t, e) {
    return this.update(t, e);
  }
  update(t, e) {
    return this.render(...e);
  }
};
const Ne = {}, De = (i, t = Ne) => i._$AH = t;
const Le = ze(class extends Oe {
  constructor() {
    super(...arguments), this.key = l;
  }
  render(i, t) {
    return this.key = i, t;
  }
  update(i, [t, e]) {
    return t !== this.key && (De(i), this.key = t), e;
  }
}), Ue = 20, Pe = 0.5;
function Re(i, t) {
  const e = (s, a = {}) => g(i.texts, s, a);
  return n`<section class="card">
    <header>
      <h2>${e("risk.title", { years: t.horizon_years ?? 10 })}</h2>
      <span class="kind"><ha-icon icon="mdi:check-circle-outline"></ha-icon>${e("risk.kind")}</span>
    </header>
    ${t.risk_percent === null ? Ie(i, t) : He(i, t)}
    <p class="src">
      <ha-icon icon="mdi:clipboard-pulse-outline"></ha-icon>
      <span><bdi>${t.equation}</bdi>, ${t.year}. ${e("risk.source")}</span>
    </p>
  </section>`;
}
function He(i, t) {
  const e = (p, u = {}) => g(i.texts, p, u), s = t.risk_percent ?? 0, a = s < Pe ? 0 : Math.round(s), r = t.horizon_years ?? 10, o = a ? String(a) : e("risk.fewer"), d = t.outcome ? ye(i, t.outcome) : e("risk.outcome"), h = e("risk.sentence", { count: o, not: 100 - a, years: r });
  return n`<p class="big num"><strong>${o}</strong> <span>${e("risk.of", { years: r })}</span></p>
    <div class="people" role="img" aria-label=${h}>
      ${Array.from({ length: 100 }, (p, u) => Vt(u < a, u))}
    </div>
    <p class="key num"><b>${d}: ${o}</b> <span>${e("risk.not", { not: 100 - a })}</span></p>
    <p class="say">${h}</p>`;
}
function Ie(i, t) {
  const e = t.missing_inputs.map((s) => xe(i, s));
  return e.length ? n`<p class="lead">${g(i.texts, "risk.incomplete")}</p>
      <p class="say">${g(i.texts, "risk.missing", { names: pt(i, e) })}</p>` : n`<p class="lead">${g(i.texts, "risk.none")}</p>
    ${t.reason ? n`<p class="say">${we(i, t.reason)}.</p>` : l}`;
}
function Vt(i, t) {
  return n`<svg viewBox="0 0 11 18" class=${i ? "p1" : "p0"} aria-hidden="true" data-column=${t % Ue}>
    ${y`<circle cx="5.5" cy="3.5" r="2.9"></circle><path d="M1 17V10.5a2.5 2.5 0 0 1 2.5-2.5h4a2.5 2.5 0 0 1 2.5 2.5V17z"></path>`}
  </svg>`;
}
const je = 5e3, Be = 5e3, _t = 2, At = 92;
function We(i) {
  const t = new URLSearchParams(i), e = (s, a) => {
    const r = Number(t.get(s) ?? a);
    return Number.isFinite(r) && r > 0 ? r : a;
  };
  return e("distance", _t) / _t * (e("density", At) / At) * e("scale", 1);
}
class Ke extends S {
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
      }, Be);
    });
  }
  /** Every word of the server counts as one: it keeps the page, or takes it away at once. */
  show(t) {
    clearTimeout(this.silence), this.page = t, t && (this.silence = setTimeout(() => this.page = null, je));
  }
  /** Whoever opens this page with another account is told so, on a page they can leave. */
  async refuse(t) {
    if (this.show(null), !t) return;
    const e = `./texts/${jt(this.hass.language)}.json`, s = await (await fetch(new URL(e, import.meta.url))).json();
    this.refused = g(s, "mirror.refused"), this.kiosk(!1);
  }
  render() {
    return this.refused ? n`<p class="refused" role="alert">${this.refused}</p>` : n`<div class="sheet" popover="manual" style="--u:${We(location.search)}px">${this.page ? Fe(this.page) : l}</div>`;
  }
}
function Fe(i) {
  const { headline: t, people: e, bar: s, lines: a, due: r, phone: o } = i;
  return Le(
    t.join(),
    n`<main lang=${i.language}>
      ${t.length ? n`<h1>${t.map((d) => n`<span>${d}</span>`)}</h1>` : l}
      ${e === null ? l : n`<div class="people" aria-hidden="true">${Array.from({ length: 100 }, (d, h) => Vt(h < e, h))}</div>`}
      ${s ? Ve(s) : l}
      ${a.map((d) => n`<p class=${d.tone}>${d.text}</p>`)}
      ${r || o ? n`<footer>
            ${r ? n`<p class="due"><ha-icon icon="mdi:heart-pulse"></ha-icon>${r}</p>` : l}
            ${o ? n`<p class="phone"><ha-icon icon="mdi:phone"></ha-icon>${o}</p>` : l}
          </footer>` : l}
    </main>`
  );
}
function Ve(i) {
  const { at: t, usual: e } = i;
  return n`<div class=${e ? "bar" : "bar hatched"} aria-hidden="true">
    ${e ? n`<i style="inset-inline:${e[0]}% ${100 - e[1]}%"></i>` : l}<b style="inset-inline-start:${t}%"></b>
  </div>`;
}
x("digitalshadow-mirror", Ke);
function b(i, t, e, s = {}) {
  return i.callWS({ type: `digitalshadow/person/${t}`, person_id: e, ...s });
}
const Yt = {
  greeting: "mdi:hand-wave-outline",
  due: "mdi:calendar-clock",
  signal: "mdi:face-recognition",
  risk: "mdi:heart-pulse"
}, St = Object.keys(Yt);
class Ye extends m {
  static {
    this.properties = { ...m.properties, mirrors: { state: !0 } };
  }
  static {
    this.styles = [
      Ft,
      w,
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
      this.mirrors = await b(this.home.hass, "mirrors", this.me.person_id);
    });
  }
  turn(t, e) {
    const s = St.filter((a) => t.topics[a].on !== (a === e));
    return this.doing(async () => {
      const a = { mirror_id: t.mirror_id, topics: s };
      this.mirrors = await b(this.home.hass, "set_mirror", this.me.person_id, a);
    });
  }
  render() {
    return !this.mirrors.length && !this.error ? l : n`<section class="card"><header><h2>${this.t("mirrors.title")}</h2></header>
      <p class="say">${this.t("mirrors.rule")}</p>
      ${this.error ? n`<p class="error" role="alert">${this.error}</p>` : l}
      ${this.mirrors.map((t) => n`<h3><bdi>${t.name}</bdi></h3>
        <ul class="rows">${St.map((e) => this.row(t, e))}</ul>`)}
    </section>`;
  }
  row(t, e) {
    const { on: s, limit: a } = t.topics[e], r = `${t.mirror_id}-${e}`, o = a ? `mirrors.limit.${a}` : `mirrors.${e}.${s ? "on" : "off"}`;
    return n`<li><ha-icon icon=${Yt[e]}></ha-icon><div><b id=${r}>${this.t(`mirrors.${e}`)}</b>
        <span class="sub">${this.t(o)}</span></div>
      ${a ? l : n`<button class="sw" role="switch" aria-checked=${s} aria-labelledby=${r} ?disabled=${this.waits}
        @click=${() => this.turn(t, e)}></button>`}</li>`;
  }
}
x("digitalshadow-mirror-choices", Ye);
const qe = ["templates", "readings", "measurements", "documents", "consents"];
class Ge extends m {
  static {
    this.properties = {
      ...m.properties,
      data: { state: !0 },
      step: { state: !0 },
      exported: { state: !0 }
    };
  }
  static {
    this.styles = [
      w,
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
      this.data = await b(this.home.hass, "data", this.me.person_id);
    });
  }
  turn(t, e) {
    return this.doing(async () => {
      const s = await b(this.home.hass, "set_switch", this.me.person_id, { switch: t, on: e });
      this.data && (this.data = { ...this.data, ...s });
    });
  }
  export() {
    return this.doing(async () => {
      const t = await b(this.home.hass, "export", this.me.person_id);
      Kt("heart-health-export.json", JSON.stringify(t, null, 2), "application/json"), this.exported = !0;
    });
  }
  withdraw() {
    return this.doing(async () => {
      this.home.withdrawn(await b(this.home.hass, "withdraw", this.me.person_id));
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
    const e = (s, a) => n`<li><ha-icon icon="mdi:account-outline"></ha-icon><div><b>${this.t(`data.${s}`)}</b>
        <span class="sub"><bdi>${a.length ? pt(this.home, a) : this.t("data.nobody")}</bdi></span></div></li>`;
    return n`<section class="card"><header><h2>${this.t("data.readers")}</h2></header>
      <p class="say">${this.t(`data.${t.sharing}`)}</p>
      <ul class="rows">${e("account", t.account ? [t.account] : [])} ${e("granted", t.granted)} ${e("administrators", t.administrators)}</ul>
      <p class="sub">${this.t("data.change")}</p></section>`;
  }
  switches(t) {
    const e = (s, a) => n`<li><ha-icon icon=${a}></ha-icon><div><b id=${s}>${this.t(`data.${s}`)}</b>
          <span class="sub">${this.t(`data.${s}.${t[s] ? "on" : "off"}`)}</span></div>
        <button class="sw" role="switch" aria-checked=${t[s]} aria-labelledby=${s} ?disabled=${this.waits}
          @click=${() => this.turn(s, !t[s])}></button></li>`;
    return n`<section class="card"><header><h2>${this.t("data.switches")}</h2></header>
      <ul class="rows">${e("monitoring", "mdi:face-recognition")} ${e("muted", "mdi:bell-off-outline")}</ul></section>`;
  }
  stored(t) {
    return n`<section class="card"><header><h2>${this.t("data.stored")}</h2></header>
      ${this.counted(t)}
      <div class="btns"><button class="btn soft" ?disabled=${this.waits} @click=${this.export}><ha-icon icon="mdi:download-outline"></ha-icon>${this.t("data.export")}</button></div>
    </section>`;
  }
  counted(t) {
    return n`<ul class="plain num">${qe.map((e) => n`<li>${this.t(`data.kind.${e}`)}: ${t.stored[e]}</li>`)}</ul>`;
  }
  leaving(t) {
    if (this.step === "closed")
      return n`<section class="card"><header><h2>${this.t("data.withdraw")}</h2></header><p class="say">${this.t("data.withdraw.short")}</p>
        <div class="btns"><button class="btn line" @click=${() => this.step = "shown"}>${this.t("data.withdraw.open")}</button></div></section>`;
    const e = this.step === "sure";
    return n`<section class="card"><header><h2>${this.t("data.withdraw")}</h2></header>
      <p class="say">${this.t("data.withdraw.goes")}</p>
      ${this.counted(t)}
      <p class="say">${this.t("data.withdraw.stays")}</p>
      ${e ? n`<p class="say" role="alert"><b>${this.t("data.withdraw.sure")}</b></p>` : l}
      <div class="btns">
        <button class="btn" ?disabled=${this.waits} @click=${this.export}>${this.t(this.exported ? "data.export.again" : "data.export.first")}</button>
        <button class="btn danger" ?disabled=${this.waits} @click=${e ? this.withdraw : () => this.step = "sure"}>${this.t(e ? "data.withdraw.yes" : "data.withdraw.all")}</button>
        <button class="btn line" @click=${() => this.step = "closed"}>${this.t("keep.all")}</button>
      </div></section>`;
  }
}
x("digitalshadow-data", Ge);
class Ze extends m {
  static {
    this.styles = [w];
  }
  render() {
    return n`<div class="hello"><h2>${this.t("people.title")}</h2><span class="sub">${this.t("people.not_alarm")}</span></div>
      <div class="cols two">${Wt(this.home.view).map((t) => this.card(t))}</div>`;
  }
  card(t) {
    const e = Q(t), s = t.next_input_due;
    return n`<section class="card">
      <h2><bdi>${t.name}</bdi></h2>
      <p class="say">${e ? this.t("seen", { when: R(this.home, e) }) : this.t("people.unseen")}</p>
      ${t.monitoring ? l : n`<p class="sub">${this.t("people.paused")}</p>`}
      ${s ? n`<p class="sub">${this.t("people.due", { what: Bt(this.home, s.input) })}</p>` : l}
    </section>`;
  }
}
class Je extends m {
  static {
    this.styles = [w];
  }
  render() {
    const { people: t, cameras: e, paused: s } = this.home.view;
    return n`<div class="cols two">
      ${s ? n`<p class="card wide">${this.t("home.paused")}</p>` : l}
      <section class="card"><header><h2>${this.t("home.people")}</h2></header>
        ${t.length ? l : n`<p class="say">${this.t("home.nobody")}</p>`}
        <ul class="rows">${t.map((a) => n`<li><ha-icon icon="mdi:account-outline"></ha-icon><div><b><bdi>${a.name}</bdi></b><span class="sub">${this.t(Xe(a))}</span></div></li>`)}</ul>
      </section>
      <section class="card"><header><h2>${this.t("home.cameras")}</h2></header>
        ${e.length ? l : n`<p class="say">${this.t("home.no_camera")}</p>`}
        <ul class="rows">${e.map((a) => n`<li><ha-icon icon="mdi:cctv"></ha-icon><div><b><bdi>${a.name}</bdi></b><span class="sub">${ke(this.home, a.status)}${a.last_analysed_at ? n`, ${R(this.home, a.last_analysed_at)}` : l}</span></div></li>`)}</ul>
      </section></div>`;
  }
}
function Xe(i) {
  return i.needs_consent ? "home.needs_consent" : i.needs_enrolment ? "home.needs_enrolment" : i.monitoring ? "home.monitored" : "people.paused";
}
x("digitalshadow-people", Ze);
x("digitalshadow-home", Je);
const Et = [18, 21, 24];
class Qe extends m {
  static {
    this.properties = {
      ...m.properties,
      kept: { state: !0 },
      languages: { state: !0 },
      language: { state: !0 },
      size: { state: !0 },
      whole: { state: !0 }
    };
  }
  static {
    this.styles = [
      w,
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
    this.kept = await b(this.home.hass, "report", this.me.person_id), this.language ||= this.kept?.language ?? this.ownLanguage();
  }
  ownLanguage() {
    const t = this.home.hass.language;
    return this.languages.find((e) => e === t) ?? this.languages.find((e) => t.startsWith(e)) ?? "en";
  }
  make(t) {
    return b(this.home.hass, "make_report", this.me.person_id, { language: this.language, format: t });
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
      const t = await this.make("handout"), e = document.createElement("iframe");
      e.setAttribute("sandbox", "allow-same-origin allow-modals"), e.setAttribute("style", "position:fixed;width:0;height:0;border:0"), e.title = this.t("report.handout"), e.addEventListener("load", () => {
        e.contentWindow?.addEventListener("afterprint", () => e.remove()), e.contentWindow?.print();
      }), e.srcdoc = String(t.report), document.body.append(e), await this.fetchKept();
    });
  }
  render() {
    const { kept: t } = this;
    return n`<div class="tools">
        <label><span class="sr">${this.t("report.language")}</span>
          <select @change=${(e) => this.language = e.target.value}>
            ${this.languages.map((e) => n`<option value=${e} lang=${e} ?selected=${e === this.language}>${ts(e)}</option>`)}
          </select></label>
        <button class="btn" ?disabled=${this.waits} @click=${this.anew}>${this.t("report.new")}</button>
        <button class="btn line" aria-label=${this.t("report.larger")} @click=${() => this.size = (this.size + 1) % Et.length}>A+</button>
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
    const e = t.whole_markdown !== t.markdown;
    return n`<article class="card paper" lang=${t.language} dir="auto" style="font-size:${Et[this.size]}px">
        <ha-markdown .content=${this.whole ? t.whole_markdown : t.markdown}></ha-markdown>
      </article>
      <p class="tools sub">
        <span>${this.t("report.made", { when: R(this.home, t.made_at) })}
        <bdi>${t.model}</bdi>: ${this.t(t.model_kind === "demonstration" ? "demo.model" : "signal.model")}</span>
        ${e && !this.whole ? n`<button class="btn line small" @click=${() => this.whole = !0}>${this.t("report.whole")}</button>` : l}
      </p>`;
  }
}
function ts(i) {
  return new Intl.DisplayNames([i], { type: "language" }).of(i) ?? i;
}
x("digitalshadow-report", Qe);
const K = 14;
function es(i, t) {
  const e = (r, o = {}) => g(i.texts, r, o), s = t.trend ?? t.reading, a = s?.model_kind === "demonstration";
  return n`<section class=${a ? "card demo" : "card"}>
    ${a ? n`<p class="strip"><ha-icon icon="mdi:sticker-outline"></ha-icon><span><b>${e("demo.word")}</b> ${e("demo.not")}</span></p>` : l}
    <header>
      <h2>${e(a ? "demo.title" : "signal.title")}</h2>
      ${s ? n`<span class="kind">${e(a ? "demo.kind" : "signal.kind")}</span>` : l}
    </header>
    ${t.trend ? ss(i, t.trend, a) : n`<p class="say">${e(t.monitoring ? "signal.unseen" : "signal.paused")}</p>`}
    ${s ? n`<p class="src"><ha-icon icon="mdi:face-recognition"></ha-icon><span><bdi>${s.model}</bdi>. ${e(a ? "demo.model" : "signal.model")}</span></p>` : l}
    ${as(i, t)}
  </section>`;
}
function ss(i, t, e) {
  const s = (c, $ = {}) => g(i.texts, c, $);
  if (t.state === "calibrating") {
    const c = Math.min(t.baseline_days ?? 0, K), $ = s("signal.day", { day: c, of: K });
    return n`<p class="lead num"><span class="val">${$}</span></p>
      <div class="days" role="img" aria-label=${$}>
        ${Array.from({ length: K }, (k, O) => n`<i class=${O < c ? "on" : ""}></i>`)}
      </div>
      <p class="say">${s("signal.learning")}</p>`;
  }
  const { current_level: a, baseline_level: r, detectable_change: o } = t;
  if (a == null || r == null || o == null) return n`<p class="say">${s("signal.old")}</p>`;
  const d = Math.max(0, r - o), h = Math.min(100, r + o), p = s("signal.range", { low: Math.round(d), high: Math.round(h) }), u = s(`signal.${t.state}`);
  return n`<p class="lead num"><span class="val">${W(i, Math.round(a))}</span> ${u}</p>
    <div class="bar num" role="img" aria-label=${`${Math.round(a)} ${u}: ${p}`}>
      <span class="band" style="inset-inline:${d}% ${100 - h}%"></span>
      <span class="tick" style="inset-inline-start:${d}%"></span>
      <span class="tick" style="inset-inline-start:${h}%"></span>
      <span class="dot" style="inset-inline-start:${a}%"></span>
    </div>
    <p class="ends num"><span>0</span><span>${p}</span><span>100</span></p>
    <p class="say">${s(e ? "demo.answers" : "signal.chance")}</p>
    ${t.state === "rising" && !e ? n`<p class="say">${is(i, t)}</p>` : l}`;
}
function is(i, t) {
  return `${t.since ? g(i.texts, "signal.since", { day: _(i, t.since) }) : ""} ${g(i.texts, "signal.rise")}`.trim();
}
function as(i, t) {
  const e = Q(t);
  return e ? n`<p class="seen"><ha-icon icon="mdi:eye-outline"></ha-icon><span>${g(i.texts, "seen", { when: R(i, e) })}</span>
    <a class="more" href="${i.prefix}/trend">${g(i.texts, "seen.not_me")}</a></p>` : l;
}
const ns = 864e5, rs = 14;
class os extends m {
  static {
    this.styles = [
      w,
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
        ${t.urgent ? n`<section class="card wide"><h2>${this.t("hidden.title")}</h2><p class="say">${this.t("hidden.why")}</p></section>` : n`${t.clinical ? Re(this.home, t.clinical) : l} ${es(this.home, t)}`}
      </div>`;
  }
  urgent(t) {
    const e = this.home.view.emergency_numbers, s = `${t.systolic_mmhg ?? "–"} / ${t.diastolic_mmhg ?? "–"}`;
    return n`<section class="card urgent wide" role="alert">
      <h2><ha-icon icon="mdi:alert"></ha-icon><span>${this.t("urgent.title")} <bdi dir="ltr">${s}</bdi></span></h2>
      <p class="say">${this.t("urgent.measured", { when: R(this.home, t.measured_at) })}</p>
      <ol lang=${t.language}>${t.text.map((a) => n`<li>${a}</li>`)}</ol>
      <div class="btns">
        ${e.map((a) => n`<a class="btn" href="tel:${a}"><ha-icon icon="mdi:phone"></ha-icon>${this.t("call", { number: a })}</a>`)}
        <a class="btn line" href="${this.home.prefix}/measure">${this.t("urgent.again")}</a>
      </div>
    </section>`;
  }
  due() {
    const t = this.me.next_input_due, e = t ? ((/* @__PURE__ */ new Date(`${t.on}T23:59:59`)).getTime() - Date.now()) / ns : 1 / 0;
    if (!t || e > rs) return l;
    const s = e < 0;
    return n`<section class="card due wide">
      <span class="ico"><ha-icon icon="mdi:heart-pulse"></ha-icon></span>
      <div><b>${Bt(this.home, t.input)}</b>
        <span class="sub">${this.t(s ? "due.since" : "due.on", { day: _(this.home, t.on) })}</span></div>
      ${t.input.endsWith("_mmhg") && this.me.can_change ? n`<a class="btn small" href="${this.home.prefix}/measure">${this.t("due.enter")}</a>` : l}
    </section>`;
  }
}
x("digitalshadow-today", os);
const ls = 270, N = 30, I = 8, hs = 28, G = 30, J = 864e5, Ct = 340, ds = 48, nt = 50, v = (i) => Date.parse(`${i}T12:00:00Z`);
function j(i) {
  const t = i.lines.flatMap((e) => [...e.points.map((s) => s.highest), ...e.bands.map((s) => s.high)]);
  return Math.max(0, ...t) <= nt ? nt : 100;
}
function cs(i, t) {
  const e = t === "week" ? 7.5 : 31.5, s = [];
  return i.forEach((a, r) => {
    const o = i[r - 1];
    o && (v(a.first_day) - v(o.first_day)) / J <= e ? s.at(-1).push(a) : s.push([a]);
  }), s;
}
class ps extends S {
  constructor() {
    super(), this.observer = null, this.width = Ct, this.plain = !1;
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
      this.width = Math.max(240, Math.round(t?.contentRect.width ?? Ct));
    }), this.observer.observe(this);
  }
  disconnectedCallback() {
    this.observer?.disconnect(), super.disconnectedCallback();
  }
  get height() {
    return this.plain ? 150 : ls;
  }
  get above() {
    return this.plain ? 10 : G;
  }
  x(t) {
    const e = v(this.chart.first_day), s = Math.max(v(this.chart.today), e + 7 * J), a = Math.min(Math.max(typeof t == "number" ? t : v(t), e), s);
    return N + (this.width - N - I) * (a - e) / (s - e);
  }
  y(t) {
    return this.above + (this.height - this.above - hs) * (1 - Math.min(t, j(this.chart)) / j(this.chart));
  }
  render() {
    return n`<svg width="100%" height=${this.height} viewBox="0 0 ${this.width} ${this.height}" role="img" aria-label=${this.sentence}>
      ${this.grid()} ${this.chart.lines.map((t) => t.bands.map((e) => this.band(e)))} ${this.gaps()} ${this.plain ? l : this.flags()}
      ${this.chart.lines.map((t) => this.line(t.points))} ${this.months()}
    </svg>`;
  }
  grid() {
    const t = j(this.chart) === nt && !this.plain ? 10 : j(this.chart) / (this.plain ? 2 : 4);
    return Array.from({ length: j(this.chart) / t + 1 }, (s, a) => a * t).map(
      (s) => y`<line x1=${N} x2=${this.width - I} y1=${this.y(s)} y2=${this.y(s)} stroke="var(--ds-line)"></line>
        <text x=${N - 6} y=${this.y(s) + 4} text-anchor="end">${s}</text>`
    );
  }
  band(t) {
    const [e, s] = [this.x(t.first_day) - 3, this.x(t.last_day) + 3], [a, r] = [this.y(t.high), this.y(t.low)];
    return y`<rect x=${e} width=${s - e} y=${a} height=${Math.max(2, r - a)} rx="3" fill="var(--ds-band)"></rect>
      ${this.plain ? l : y`<text class="ink" x=${Math.min(e + 2, this.width - I - 60)} y=${a - 6}>${this.words.range(Math.round(t.low), Math.round(t.high))}</text>`}`;
  }
  gaps() {
    const t = this.y(0) - 7;
    return this.chart.gaps.map((e) => {
      const [s, a] = [this.x(e.first_day), this.x(e.last_day)], r = Math.min(Math.max((s + a) / 2, N + 34), this.width - I - 34);
      return y`<line x1=${s} x2=${a} y1=${t} y2=${t} stroke="var(--ds-ghost)" stroke-dasharray="1 4" stroke-width="2" stroke-linecap="round"></line>
        ${this.plain ? l : y`<text x=${r} y=${t - 7} text-anchor="middle">${this.words.reason(e.reason)}</text>`}`;
    });
  }
  flags() {
    return this.chart.changes.map((t, e) => {
      const s = this.x(t.on);
      return y`<line x1=${s} x2=${s} y1=${G - 6} y2=${this.y(0)} stroke="var(--ds-ink2)" stroke-dasharray="4 3"></line>
        <circle cx=${s} cy=${G - 15} r="10" fill="var(--ds-card)" stroke="var(--ds-ink2)" stroke-width="1.25"></circle>
        <text class="ink" x=${s} y=${G - 10.5} text-anchor="middle">${e + 1}</text>`;
    });
  }
  line(t) {
    const e = (this.chart.step === "week" ? 3.5 : 15) * J, s = (r) => this.x(Math.min(v(r.first_day) + e, v(this.chart.today))), a = cs(t, this.chart.step).map((r) => r.map((o, d) => `${d ? "L" : "M"}${s(o).toFixed(1)} ${this.y(o.level).toFixed(1)}`).join(""));
    return y`<path d=${a.join("")} fill="none" stroke="var(--ds-data)" stroke-width="2"></path>
      ${t.map((r) => y`<line x1=${s(r)} x2=${s(r)} y1=${this.y(r.highest)} y2=${this.y(r.lowest)} stroke="var(--ds-data)" stroke-opacity=".55" stroke-width="2"></line>
        <circle cx=${s(r)} cy=${this.y(r.level)} r=${this.plain ? 3.5 : 4} fill="var(--ds-data)" stroke="var(--ds-card)" stroke-width="1.5"></circle>`)}`;
  }
  /** Names of months where there is room for them; of a long time, years. */
  months() {
    const t = new Date(v(this.chart.first_day)), s = (v(this.chart.today) - t.getTime()) / J > 500, a = s ? { year: "numeric", timeZone: "UTC" } : { month: "short", timeZone: "UTC" }, r = [];
    let o = N;
    for (let d = new Date(Date.UTC(t.getUTCFullYear(), t.getUTCMonth(), 1, 12)); d.getTime() <= v(this.chart.today); d.setUTCMonth(d.getUTCMonth() + 1)) {
      const h = this.x(d.getTime());
      s && d.getUTCMonth() !== 0 || d < t || h < o || h > this.width - I - 12 || (r.push(y`<text x=${h} y=${this.height - 8} text-anchor="start">${d.toLocaleDateString(this.locale, a)}</text>`), o = h + ds);
    }
    return r;
  }
}
x("digitalshadow-chart", ps);
const Mt = 14, us = 864e5;
class gs extends m {
  static {
    this.properties = {
      ...m.properties,
      listed: { state: !0 },
      more: { state: !0 },
      asked: { state: !0 },
      said: { state: !0 }
    };
  }
  static {
    this.styles = [
      w,
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
      const e = await b(this.home.hass, "visits", this.me.person_id, t ? { before: t } : {});
      this.listed = [...t ? this.listed ?? [] : [], ...e.visits], this.more = e.more;
    });
  }
  async count(t, e) {
    const s = await this.doing(async () => {
      await b(this.home.hass, "count_visit", this.me.person_id, { visit_id: t.visit_id, counts: e });
    });
    this.asked = "", s && (this.said = this.t(e ? "visit.is_back" : "visit.is_gone"), this.listed = (this.listed ?? []).map((a) => a === t ? { ...a, taken_back: !e, taken_back_by_me: !e } : a), this.dispatchEvent(new Event("changed")));
  }
  render() {
    const { listed: t } = this;
    return n`<section class="card" aria-busy=${t === null && !this.error}>
      <header><h2>${this.t("visits.title")}</h2>${this.counted()}</header>
      <p class="sub">${this.t("visits.how")}</p>
      <p class="sr" role="status">${this.said}</p>
      ${this.error ? n`<p class="error" role="alert">${this.error}</p>` : l}
      ${t && !t.length ? n`<p class="say">${this.t("visits.none")}</p>` : l}
      ${ms(t ?? []).map(([e, s]) => n`<h3 class="dayhead">${Se(this.home, e)}</h3><ul class="rows">${s.map((a) => this.row(a))}</ul>`)}
      ${this.more ? n`<button class="more" ?disabled=${this.waits} @click=${() => this.fetch(t?.at(-1)?.started_at)}>${this.t("visits.older")}</button>` : l}
    </section>`;
  }
  counted() {
    const t = Date.now() - Mt * us, e = this.listed ?? [];
    if (!e.length || this.more && Date.parse(e.at(-1).started_at) > t) return l;
    const s = e.filter((a) => Date.parse(a.started_at) > t && a.visit_id && !a.taken_back).length;
    return n`<span class="sub num">${this.t("visits.count", { count: s, days: Mt })}</span>`;
  }
  row(t) {
    const e = t.cameras.length ? pt(this.home, t.cameras) : this.t("change.removed"), s = _e(this.home, t.started_at);
    if (t.why_not)
      return n`<li><ha-icon icon="mdi:eye-off-outline"></ha-icon><div><b class="num">${s}</b><span class="sub"><bdi>${e}</bdi>. ${this.t(`why.${t.why_not}`)}</span></div></li>`;
    if (this.asked === t.visit_id)
      return n`<li class="ask"><div><b>${this.t("visit.ask", { when: s, where: e })}</b><span class="sub">${this.t("visit.ask.what")}</span></div>
        <div class="btns"><button class="btn small" ?disabled=${this.waits} @click=${() => this.count(t, !1)}>${this.t("visit.take_back")}</button>
        <button class="btn line small" @click=${() => this.asked = ""}>${this.t("keep")}</button></div></li>`;
    const a = t.taken_back ? this.t(t.taken_back_by_me ? "visit.gone_by_you" : "visit.gone") : this.t("visit.frames", { count: t.frames });
    return n`<li class=${t.taken_back ? "gone" : ""}><ha-icon icon="mdi:cctv"></ha-icon><div><b class="num">${s}</b><span class="sub"><bdi>${e}</bdi>. ${a}</span></div>
      ${this.me.can_change ? this.button(t) : l}</li>`;
  }
  button(t) {
    return t.taken_back ? n`<button class="btn soft small" ?disabled=${this.waits} @click=${() => this.count(t, !0)}><ha-icon icon="mdi:redo"></ha-icon>${this.t("visit.put_back")}</button>` : n`<button class="btn line small" @click=${() => this.asked = t.visit_id ?? ""}>${this.t("visit.not_me")}</button>`;
  }
}
function ms(i) {
  const t = [];
  for (const e of i) {
    const s = t.at(-1);
    s && new Date(s[0]).toDateString() === new Date(e.started_at).toDateString() ? s[1].push(e) : t.push([e.started_at, [e]]);
  }
  return t;
}
x("digitalshadow-visits", gs);
const Tt = ["half_year", "year", "all"];
class $s extends m {
  constructor() {
    super(), this.shown = "", this.chart = null, this.span = Tt[0];
  }
  static {
    this.properties = { ...m.properties, chart: { state: !0 }, span: { state: !0 } };
  }
  static {
    this.styles = [
      w,
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
      this.chart = await b(this.home.hass, "trend", this.me.person_id, { span: this.span });
    });
  }
  render() {
    return n`<div class="cols two">
      ${this.me.urgent ? n`<section class="card"><h2>${this.t("signal.hidden")}</h2><p class="say">${this.t("hidden.why")}</p></section>` : this.card()}
      <digitalshadow-visits .home=${this.home} @changed=${() => this.fetch()}></digitalshadow-visits>
    </div>`;
  }
  card() {
    const { chart: t } = this, e = this.me.trend, s = e ?? this.me.reading ?? t?.lines.at(-1), a = s?.model_kind === "demonstration";
    return n`<section class=${a ? "card demo" : "card"} aria-busy=${t === null && !this.error}>
      ${a ? n`<p class="strip"><ha-icon icon="mdi:sticker-outline"></ha-icon><span><b>${this.t("demo.word")}</b> ${this.t("demo.not")}</span></p>` : l}
      <header><h2>${this.t(a ? "demo.title" : "signal.title")}</h2>
        ${s ? n`<span class="kind"><ha-icon icon=${a ? "mdi:sticker-outline" : "mdi:flask-outline"}></ha-icon>${this.t(a ? "demo.kind" : "signal.kind")}</span>` : l}</header>
      <p class="lead">${a && t?.lines.length ? this.t("demo.trend") : this.headline(e)}</p>
      <p class="sub">${this.t(a ? "demo.nothing" : "signal.chance")}</p>
      ${this.error ? n`<p class="error" role="alert">${this.error}</p>` : l}
      <div class="seg" role="group" aria-label=${this.t("trend.span")}>
        ${Tt.map((r) => n`<button aria-pressed=${r === this.span} @click=${() => this.span = r}>${this.t(`trend.${r}`)}</button>`)}
      </div>
      ${t?.lines.length ? this.drawn(t, a) : n`<p class="say">${t ? this.t(this.me.monitoring ? "signal.unseen" : "signal.paused") : ""}</p>`}
    </section>`;
  }
  headline(t) {
    return t ? t.state === "calibrating" ? this.t("signal.day", { day: Math.min(t.baseline_days ?? 0, K), of: K }) : t.new_level_since ? this.t("trend.new_level", { day: _(this.home, t.new_level_since) }) : this.t(`trend.is_${t.state}`, { day: t.since ? _(this.home, t.since) : "" }) : this.t("trend.none");
  }
  drawn(t, e) {
    const s = {
      range: (o, d) => this.t("range", { low: o, high: d }),
      reason: (o) => this.t(`gap.${o}`)
    }, a = e ? { ...t, lines: t.lines.map((o) => ({ ...o, bands: [] })) } : t, r = [...new Set(t.lines.map((o) => o.model))];
    return n`<digitalshadow-chart .chart=${a} .words=${s} .locale=${z(this.home)} .sentence=${this.sentence(a)}></digitalshadow-chart>
      <ul class="marks">
        ${t.changes.map((o, d) => n`<li><span class="flag num">${d + 1}</span><span>${_(this.home, o.on)}: ${this.t(`change.${o.kind}`, { name: o.name ?? this.t("change.removed") })}</span></li>`)}
        ${e ? l : n`<li><span class="band"></span><span>${this.t(`trend.legend.${t.step}`)}</span></li>`}
      </ul>
      <p class="src"><ha-icon icon="mdi:face-recognition"></ha-icon><span><bdi>${r.join(", ")}</bdi>. ${this.t(e ? "demo.answers" : "trend.source")}</span></p>
      <details><summary class="more">${this.t("trend.table")}</summary>${this.table(a)}</details>`;
  }
  sentence(t) {
    const s = t.lines.flatMap((a) => a.points).map((a) => a.level);
    return this.t(`trend.sentence.${t.step}`, {
      from: _(this.home, t.first_day),
      to: _(this.home, t.today),
      low: Math.round(Math.min(...s)),
      high: Math.round(Math.max(...s))
    });
  }
  table(t) {
    const e = t.lines.flatMap((s) => s.points.map((a) => ({ ...a, model: s.model })));
    return n`<div class="scroll" tabindex="0" role="group" aria-label=${this.t("trend.table")}><table class="num">
      <thead><tr>${["begins", "level", "spread", "days", "model"].map((s) => n`<th scope="col">${this.t(`trend.column.${s}`)}</th>`)}</tr></thead>
      <tbody>${e.reverse().map((s) => n`<tr><th scope="row">${_(this.home, s.first_day)}</th><td>${W(this.home, s.level)}</td>
        <td>${this.t("range", { low: W(this.home, s.lowest), high: W(this.home, s.highest) })}</td><td>${s.days}</td><td><bdi>${s.model}</bdi></td></tr>`)}</tbody>
    </table></div>`;
  }
}
x("digitalshadow-trend", $s);
const zt = { upper: "", lower: "", at: "upper" }, rt = { low: 70, high: 260 }, qt = { low: 30, high: 160 }, Gt = 3, M = (i) => i.length === Gt || i.length === 2 && Number(i[0]) > 2;
function Ot(i, t) {
  const e = i[i.at];
  if (e.length >= Gt || e === "" && t === "0") return i;
  const s = { ...i, [i.at]: e + t };
  return i.at === "upper" && M(s.upper) ? { ...s, at: "lower" } : s;
}
function Nt(i) {
  const t = i.at === "lower" && i.lower === "" ? "upper" : i.at;
  return { ...i, at: t, [t]: i[t].slice(0, -1) };
}
const bs = (i) => ({ upper: i.lower, lower: i.upper, at: "lower" });
function Zt({ upper: i, lower: t }) {
  return M(i) && it(i, rt) && !M(t) ? "upper_range" : !M(i) || !M(t) ? null : Number(t) >= Number(i) ? "swapped" : it(i, rt) ? "upper_range" : it(t, qt) ? "lower_range" : null;
}
const fs = (i) => M(i.upper) && M(i.lower) && Zt(i) === null, it = (i, t) => Number(i) < t.low || Number(i) > t.high, xs = 20;
class ws extends m {
  constructor() {
    super(), this.onKey = (t) => {
      if (!(t.ctrlKey || t.metaKey || t.altKey || t.defaultPrevented)) {
        if (/^\d$/.test(t.key)) this.typed = Ot(this.typed, t.key);
        else if (t.key === "Backspace") this.typed = Nt(this.typed);
        else return;
        this.said = "", t.preventDefault();
      }
    }, this.typed = zt, this.listed = null, this.asked = "", this.said = "", this.all = !1;
  }
  static {
    this.properties = {
      ...m.properties,
      typed: { state: !0 },
      listed: { state: !0 },
      asked: { state: !0 },
      said: { state: !0 },
      all: { state: !0 }
    };
  }
  static {
    this.styles = [
      w,
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
      this.listed = await b(this.home.hass, "measurements", this.me.person_id);
    });
  }
  async save() {
    const { upper: t, lower: e } = this.typed;
    await this.doing(async () => {
      await b(this.home.hass, "add_measurements", this.me.person_id, {
        values: [
          { measure: "systolic_mmhg", value: Number(t), unit: "mmHg" },
          { measure: "diastolic_mmhg", value: Number(e), unit: "mmHg" }
        ]
      });
    }) && (this.said = this.t("values.saved", { upper: t, lower: e }), this.typed = zt, await this.list());
  }
  async takeBack(t) {
    await this.doing(async () => {
      await b(this.home.hass, "delete_measurement", this.me.person_id, {
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
        <button aria-label=${this.t("values.back")} @click=${() => this.typed = Nt(this.typed)}>
          <ha-icon icon="mdi:backspace-outline"></ha-icon>
        </button>
        ${this.key("0")}
        <button class="go" ?disabled=${this.waits || !fs(this.typed)} @click=${this.save}>${this.t("save")}</button>
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
    const t = Zt(this.typed), e = this.error ? `${this.error} ${this.t("values.unsaved")}` : t ? this.t(`values.${t}`, t === "lower_range" ? qt : rt) : this.said;
    return n`<p class="note" aria-live="polite">
      <span class=${this.error ? "error" : ""}>${e}</span>
      ${t === "swapped" && !this.error ? n`<button class="btn soft small" @click=${() => this.typed = bs(this.typed)}>${this.t("values.swap")}</button>` : l}
    </p>`;
  }
  table() {
    const t = this.listed;
    if (!t) return n`<section class="card" aria-busy="true"><h2>${this.t("values.all")}</h2></section>`;
    const e = this.all ? t : t.slice(0, xs);
    return n`<section class="card">
      <header><h2>${this.t("values.all")}</h2><span class="kind num">${t.length}</span></header>
      ${t.length ? l : n`<p class="say">${this.t("values.none")}</p>`}
      <ul class="rows">${e.map((s) => this.row(s))}</ul>
      ${e.length < t.length ? n`<div class="btns"><button class="btn line" @click=${() => this.all = !0}>${this.t("values.more", { count: t.length - e.length })}</button></div>` : l}
    </section>`;
  }
  row(t) {
    const e = `${t.measure} ${t.measured_at}`, s = n`<div>
      <b>${ve(this.home, t.measure)}: <bdi>${W(this.home, t.value)} ${t.unit}</bdi></b>
      <span class="sub">${R(this.home, t.measured_at)}, ${this.t(t.is_typed ? "values.typed" : "values.sensor")}</span>
    </div>`;
    return !t.is_typed || !this.me.can_change ? n`<li>${s}</li>` : this.asked !== e ? n`<li>${s}<button class="btn line small" @click=${() => this.asked = e}>${this.t("delete")}</button></li>` : n`<li class="ask">${s}
      <div class="btns" role="group" aria-label=${this.t("values.ask")}>
        <button class="btn danger small" ?disabled=${this.waits} @click=${() => this.takeBack(t)}>${this.t("delete")}</button>
        <button class="btn soft small" @click=${() => this.asked = ""}>${this.t("keep")}</button>
      </div>
    </li>`;
  }
}
x("digitalshadow-values", ws);
const ys = {
  today: "mdi:heart-pulse",
  trend: "mdi:chart-line",
  measure: "mdi:plus",
  report: "mdi:file-document-outline",
  data: "mdi:shield-account-outline",
  people: "mdi:account-heart-outline",
  home: "mdi:home-outline"
}, vs = 5e3;
class ks extends S {
  constructor() {
    super(), this.backend = () => "", this.stop = null, this.spoken = "", this.follow = (t) => {
      if (t.ctrlKey || t.metaKey || t.shiftKey) return;
      const s = t.composedPath().find((a) => a instanceof HTMLAnchorElement)?.getAttribute("href") ?? "";
      s.startsWith(`${this.root}/`) && (t.preventDefault(), Ce(s), window.scrollTo(0, 0));
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
      w,
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
      }, vs);
    });
  }
  async fetchTexts(t) {
    this.spoken = t;
    const e = `./texts/${jt(t)}.json`, s = new URL(e, import.meta.url), [a] = await Promise.all([
      fetch(s).then((r) => r.json()),
      this.hass.loadBackendTranslation("selector", "digitalshadow")
    ]);
    this.backend = await this.hass.loadBackendTranslation("entity", "digitalshadow"), this.texts = a;
  }
  get root() {
    return this.route?.prefix ?? "/digitalshadow";
  }
  render() {
    if (!this.texts) return l;
    const t = (o) => g(this.texts, o);
    if (!this.view)
      return n`${this.head(null, [], "")}<main>${this.failed ? n`<p class="card" role="alert">${t("not_running")}</p>` : n`<section class="card" aria-busy="true"><h2>${t("loading")}</h2><div class="block"></div></section>`}</main>`;
    const e = {
      hass: this.hass,
      view: this.view,
      texts: this.texts,
      backend: this.backend,
      prefix: this.root,
      withdrawn: (o) => this.erased = o
    }, s = Ee(this.view), a = this.route?.path.split("/")[1] ?? "", r = s.includes(a) ? a : s[0] ?? "";
    return n`${this.head(e, s, r)}
      ${this.hass.connected ? l : n`<p class="offline" role="status">${t("offline")}</p>`}
      <main>
        ${this.erased ? n`<section class="card" role="status"><h2>${t("data.gone")}</h2><p class="say">${t(this.erased.verified ? "data.gone.all" : "data.gone.left")}</p></section>` : l}
        ${r ? _s(r, e) : this.erased ? l : n`<p class="card">${t("nobody")}</p>`}
        <p class="help"><ha-icon icon="mdi:phone-in-talk"></ha-icon><span>${t("help")}</span></p>
      </main>`;
  }
  head(t, e, s) {
    const a = (r) => g(this.texts, r);
    return n`<header class="top">
      <ha-menu-button .hass=${this.hass} .narrow=${this.narrow}></ha-menu-button>
      <h1>${a("panel")}</h1>
      <nav class="tabs" aria-label=${a("pages")} ?hidden=${e.length < 2}>
        ${e.map((r) => n`<a href="${this.root}/${r}" aria-current=${r === s ? "page" : l}><ha-icon icon=${ys[r]}></ha-icon><span>${a(`page.${r}`)}</span></a>`)}
      </nav>
      ${t ? n`<digitalshadow-emergency .home=${t}></digitalshadow-emergency>` : l}
    </header>`;
  }
}
function _s(i, t) {
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
    case "home":
      return n`<digitalshadow-home .home=${t}></digitalshadow-home>`;
    default:
      return l;
  }
}
x("digitalshadow-panel", ks);
export {
  ks as Panel
};
