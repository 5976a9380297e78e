const ht = globalThis, Pt = ht.ShadowRoot && (ht.ShadyCSS === void 0 || ht.ShadyCSS.nativeShadow) && "adoptedStyleSheets" in Document.prototype && "replace" in CSSStyleSheet.prototype, It = /* @__PURE__ */ Symbol(), Bt = /* @__PURE__ */ new WeakMap();
let ks = class {
  constructor(t, s, e) {
    if (this._$cssResult$ = !0, e !== It) throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");
    this.cssText = t, this.t = s;
  }
  get styleSheet() {
    let t = this.o;
    const s = this.t;
    if (Pt && t === void 0) {
      const e = s !== void 0 && s.length === 1;
      e && (t = Bt.get(s)), t === void 0 && ((this.o = t = new CSSStyleSheet()).replaceSync(this.cssText), e && Bt.set(s, t));
    }
    return t;
  }
  toString() {
    return this.cssText;
  }
};
const _s = (i) => new ks(typeof i == "string" ? i : i + "", void 0, It), b = (i, ...t) => {
  const s = i.length === 1 ? i[0] : t.reduce((e, a, r) => e + ((o) => {
    if (o._$cssResult$ === !0) return o.cssText;
    if (typeof o == "number") return o;
    throw Error("Value passed to 'css' function must be a 'css' function result: " + o + ". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.");
  })(a) + i[r + 1], i[0]);
  return new ks(s, i, It);
}, ee = (i, t) => {
  if (Pt) i.adoptedStyleSheets = t.map((s) => s instanceof CSSStyleSheet ? s : s.styleSheet);
  else for (const s of t) {
    const e = document.createElement("style"), a = ht.litNonce;
    a !== void 0 && e.setAttribute("nonce", a), e.textContent = s.cssText, i.appendChild(e);
  }
}, Ft = Pt ? (i) => i : (i) => i instanceof CSSStyleSheet ? ((t) => {
  let s = "";
  for (const e of t.cssRules) s += e.cssText;
  return _s(s);
})(i) : i;
const { is: ie, defineProperty: ae, getOwnPropertyDescriptor: ne, getOwnPropertyNames: re, getOwnPropertySymbols: oe, getPrototypeOf: le } = Object, ft = globalThis, Yt = ft.trustedTypes, de = Yt ? Yt.emptyScript : "", he = ft.reactiveElementPolyfillSupport, X = (i, t) => i, Et = { toAttribute(i, t) {
  switch (t) {
    case Boolean:
      i = i ? de : null;
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
} }, Ss = (i, t) => !ie(i, t), Kt = { attribute: !0, type: String, converter: Et, reflect: !1, useDefault: !1, hasChanged: Ss };
Symbol.metadata ??= /* @__PURE__ */ Symbol("metadata"), ft.litPropertyMetadata ??= /* @__PURE__ */ new WeakMap();
let B = class extends HTMLElement {
  static addInitializer(t) {
    this._$Ei(), (this.l ??= []).push(t);
  }
  static get observedAttributes() {
    return this.finalize(), this._$Eh && [...this._$Eh.keys()];
  }
  static createProperty(t, s = Kt) {
    if (s.state && (s.attribute = !1), this._$Ei(), this.prototype.hasOwnProperty(t) && ((s = Object.create(s)).wrapped = !0), this.elementProperties.set(t, s), !s.noAccessor) {
      const e = /* @__PURE__ */ Symbol(), a = this.getPropertyDescriptor(t, e, s);
      a !== void 0 && ae(this.prototype, t, a);
    }
  }
  static getPropertyDescriptor(t, s, e) {
    const { get: a, set: r } = ne(this.prototype, t) ?? { get() {
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
    return this.elementProperties.get(t) ?? Kt;
  }
  static _$Ei() {
    if (this.hasOwnProperty(X("elementProperties"))) return;
    const t = le(this);
    t.finalize(), t.l !== void 0 && (this.l = [...t.l]), this.elementProperties = new Map(t.elementProperties);
  }
  static finalize() {
    if (this.hasOwnProperty(X("finalized"))) return;
    if (this.finalized = !0, this._$Ei(), this.hasOwnProperty(X("properties"))) {
      const s = this.properties, e = [...re(s), ...oe(s)];
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
      for (const a of e) s.unshift(Ft(a));
    } else t !== void 0 && s.push(Ft(t));
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
    return ee(t, this.constructor.elementStyles), t;
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
      const r = (e.converter?.toAttribute !== void 0 ? e.converter : Et).toAttribute(s, e.type);
      this._$Em = t, r == null ? this.removeAttribute(a) : this.setAttribute(a, r), this._$Em = null;
    }
  }
  _$AK(t, s) {
    const e = this.constructor, a = e._$Eh.get(t);
    if (a !== void 0 && this._$Em !== a) {
      const r = e.getPropertyOptions(a), o = typeof r.converter == "function" ? { fromAttribute: r.converter } : r.converter?.fromAttribute !== void 0 ? r.converter : Et;
      this._$Em = a;
      const d = o.fromAttribute(s, r.type);
      this[a] = d ?? this._$Ej?.get(a) ?? d, this._$Em = null;
    }
  }
  requestUpdate(t, s, e, a = !1, r) {
    if (t !== void 0) {
      const o = this.constructor;
      if (a === !1 && (r = this[t]), e ??= o.getPropertyOptions(t), !((e.hasChanged ?? Ss)(r, s) || e.useDefault && e.reflect && r === this._$Ej?.get(t) && !this.hasAttribute(o._$Eu(t, e)))) return;
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
B.elementStyles = [], B.shadowRootOptions = { mode: "open" }, B[X("elementProperties")] = /* @__PURE__ */ new Map(), B[X("finalized")] = /* @__PURE__ */ new Map(), he?.({ ReactiveElement: B }), (ft.reactiveElementVersions ??= []).push("2.1.2");
const Rt = globalThis, Gt = (i) => i, pt = Rt.trustedTypes, Vt = pt ? pt.createPolicy("lit-html", { createHTML: (i) => i }) : void 0, As = "$lit$", D = `lit$${Math.random().toFixed(9).slice(2)}$`, Es = "?" + D, ce = `<${Es}>`, U = document, st = () => U.createComment(""), et = (i) => i === null || typeof i != "object" && typeof i != "function", Ut = Array.isArray, pe = (i) => Ut(i) || typeof i?.[Symbol.iterator] == "function", kt = `[ 	
\f\r]`, G = /<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g, Zt = /-->/g, Jt = />/g, N = RegExp(`>|${kt}(?:([^\\s"'>=/]+)(${kt}*=${kt}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`, "g"), Xt = /'/g, Qt = /"/g, Cs = /^(?:script|style|textarea|title)$/i, zs = (i) => (t, ...s) => ({ _$litType$: i, strings: t, values: s }), n = zs(1), A = zs(2), Y = /* @__PURE__ */ Symbol.for("lit-noChange"), l = /* @__PURE__ */ Symbol.for("lit-nothing"), ts = /* @__PURE__ */ new WeakMap(), I = U.createTreeWalker(U, 129);
function Ds(i, t) {
  if (!Ut(i) || !i.hasOwnProperty("raw")) throw Error("invalid template strings array");
  return Vt !== void 0 ? Vt.createHTML(t) : t;
}
const ue = (i, t) => {
  const s = i.length - 1, e = [];
  let a, r = t === 2 ? "<svg>" : t === 3 ? "<math>" : "", o = G;
  for (let d = 0; d < s; d++) {
    const h = i[d];
    let c, g, u = -1, w = 0;
    for (; w < h.length && (o.lastIndex = w, g = o.exec(h), g !== null); ) w = o.lastIndex, o === G ? g[1] === "!--" ? o = Zt : g[1] !== void 0 ? o = Jt : g[2] !== void 0 ? (Cs.test(g[2]) && (a = RegExp("</" + g[2], "g")), o = N) : g[3] !== void 0 && (o = N) : o === N ? g[0] === ">" ? (o = a ?? G, u = -1) : g[1] === void 0 ? u = -2 : (u = o.lastIndex - g[2].length, c = g[1], o = g[3] === void 0 ? N : g[3] === '"' ? Qt : Xt) : o === Qt || o === Xt ? o = N : o === Zt || o === Jt ? o = G : (o = N, a = void 0);
    const y = o === N && i[d + 1].startsWith("/>") ? " " : "";
    r += o === G ? h + ce : u >= 0 ? (e.push(c), h.slice(0, u) + As + h.slice(u) + D + y) : h + D + (u === -2 ? d : y);
  }
  return [Ds(i, r + (i[s] || "<?>") + (t === 2 ? "</svg>" : t === 3 ? "</math>" : "")), e];
};
class it {
  constructor({ strings: t, _$litType$: s }, e) {
    let a;
    this.parts = [];
    let r = 0, o = 0;
    const d = t.length - 1, h = this.parts, [c, g] = ue(t, s);
    if (this.el = it.createElement(c, e), I.currentNode = this.el.content, s === 2 || s === 3) {
      const u = this.el.content.firstChild;
      u.replaceWith(...u.childNodes);
    }
    for (; (a = I.nextNode()) !== null && h.length < d; ) {
      if (a.nodeType === 1) {
        if (a.hasAttributes()) for (const u of a.getAttributeNames()) if (u.endsWith(As)) {
          const w = g[o++], y = a.getAttribute(u).split(D), dt = /([.?@])?(.*)/.exec(w);
          h.push({ type: 1, index: r, name: dt[2], strings: y, ctor: dt[1] === "." ? ge : dt[1] === "?" ? $e : dt[1] === "@" ? be : wt }), a.removeAttribute(u);
        } else u.startsWith(D) && (h.push({ type: 6, index: r }), a.removeAttribute(u));
        if (Cs.test(a.tagName)) {
          const u = a.textContent.split(D), w = u.length - 1;
          if (w > 0) {
            a.textContent = pt ? pt.emptyScript : "";
            for (let y = 0; y < w; y++) a.append(u[y], st()), I.nextNode(), h.push({ type: 2, index: ++r });
            a.append(u[w], st());
          }
        }
      } else if (a.nodeType === 8) if (a.data === Es) h.push({ type: 2, index: r });
      else {
        let u = -1;
        for (; (u = a.data.indexOf(D, u + 1)) !== -1; ) h.push({ type: 7, index: r }), u += D.length - 1;
      }
      r++;
    }
  }
  static createElement(t, s) {
    const e = U.createElement("template");
    return e.innerHTML = t, e;
  }
}
function K(i, t, s = i, e) {
  if (t === Y) return t;
  let a = e !== void 0 ? s._$Co?.[e] : s._$Cl;
  const r = et(t) ? void 0 : t._$litDirective$;
  return a?.constructor !== r && (a?._$AO?.(!1), r === void 0 ? a = void 0 : (a = new r(i), a._$AT(i, s, e)), e !== void 0 ? (s._$Co ??= [])[e] = a : s._$Cl = a), a !== void 0 && (t = K(i, a._$AS(i, t.values), a, e)), t;
}
class me {
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
    const { el: { content: s }, parts: e } = this._$AD, a = (t?.creationScope ?? U).importNode(s, !0);
    I.currentNode = a;
    let r = I.nextNode(), o = 0, d = 0, h = e[0];
    for (; h !== void 0; ) {
      if (o === h.index) {
        let c;
        h.type === 2 ? c = new ot(r, r.nextSibling, this, t) : h.type === 1 ? c = new h.ctor(r, h.name, h.strings, this, t) : h.type === 6 && (c = new fe(r, this, t)), this._$AV.push(c), h = e[++d];
      }
      o !== h?.index && (r = I.nextNode(), o++);
    }
    return I.currentNode = U, a;
  }
  p(t) {
    let s = 0;
    for (const e of this._$AV) e !== void 0 && (e.strings !== void 0 ? (e._$AI(t, e, s), s += e.strings.length - 2) : e._$AI(t[s])), s++;
  }
}
class ot {
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
    t = K(this, t, s), et(t) ? t === l || t == null || t === "" ? (this._$AH !== l && this._$AR(), this._$AH = l) : t !== this._$AH && t !== Y && this._(t) : t._$litType$ !== void 0 ? this.$(t) : t.nodeType !== void 0 ? this.T(t) : pe(t) ? this.k(t) : this._(t);
  }
  O(t) {
    return this._$AA.parentNode.insertBefore(t, this._$AB);
  }
  T(t) {
    this._$AH !== t && (this._$AR(), this._$AH = this.O(t));
  }
  _(t) {
    this._$AH !== l && et(this._$AH) ? this._$AA.nextSibling.data = t : this.T(U.createTextNode(t)), this._$AH = t;
  }
  $(t) {
    const { values: s, _$litType$: e } = t, a = typeof e == "number" ? this._$AC(t) : (e.el === void 0 && (e.el = it.createElement(Ds(e.h, e.h[0]), this.options)), e);
    if (this._$AH?._$AD === a) this._$AH.p(s);
    else {
      const r = new me(a, this), o = r.u(this.options);
      r.p(s), this.T(o), this._$AH = r;
    }
  }
  _$AC(t) {
    let s = ts.get(t.strings);
    return s === void 0 && ts.set(t.strings, s = new it(t)), s;
  }
  k(t) {
    Ut(this._$AH) || (this._$AH = [], this._$AR());
    const s = this._$AH;
    let e, a = 0;
    for (const r of t) a === s.length ? s.push(e = new ot(this.O(st()), this.O(st()), this, this.options)) : e = s[a], e._$AI(r), a++;
    a < s.length && (this._$AR(e && e._$AB.nextSibling, a), s.length = a);
  }
  _$AR(t = this._$AA.nextSibling, s) {
    for (this._$AP?.(!1, !0, s); t !== this._$AB; ) {
      const e = Gt(t).nextSibling;
      Gt(t).remove(), t = e;
    }
  }
  setConnected(t) {
    this._$AM === void 0 && (this._$Cv = t, this._$AP?.(t));
  }
}
class wt {
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
    if (r === void 0) t = K(this, t, s, 0), o = !et(t) || t !== this._$AH && t !== Y, o && (this._$AH = t);
    else {
      const d = t;
      let h, c;
      for (t = r[0], h = 0; h < r.length - 1; h++) c = K(this, d[e + h], s, h), c === Y && (c = this._$AH[h]), o ||= !et(c) || c !== this._$AH[h], c === l ? t = l : t !== l && (t += (c ?? "") + r[h + 1]), this._$AH[h] = c;
    }
    o && !a && this.j(t);
  }
  j(t) {
    t === l ? this.element.removeAttribute(this.name) : this.element.setAttribute(this.name, t ?? "");
  }
}
class ge extends wt {
  constructor() {
    super(...arguments), this.type = 3;
  }
  j(t) {
    this.element[this.name] = t === l ? void 0 : t;
  }
}
class $e extends wt {
  constructor() {
    super(...arguments), this.type = 4;
  }
  j(t) {
    this.element.toggleAttribute(this.name, !!t && t !== l);
  }
}
class be extends wt {
  constructor(t, s, e, a, r) {
    super(t, s, e, a, r), this.type = 5;
  }
  _$AI(t, s = this) {
    if ((t = K(this, t, s, 0) ?? l) === Y) return;
    const e = this._$AH, a = t === l && e !== l || t.capture !== e.capture || t.once !== e.once || t.passive !== e.passive, r = t !== l && (e === l || a);
    a && this.element.removeEventListener(this.name, this, e), r && this.element.addEventListener(this.name, this, t), this._$AH = t;
  }
  handleEvent(t) {
    typeof this._$AH == "function" ? this._$AH.call(this.options?.host ?? this.element, t) : this._$AH.handleEvent(t);
  }
}
class fe {
  constructor(t, s, e) {
    this.element = t, this.type = 6, this._$AN = void 0, this._$AM = s, this.options = e;
  }
  get _$AU() {
    return this._$AM._$AU;
  }
  _$AI(t) {
    K(this, t);
  }
}
const we = Rt.litHtmlPolyfillSupport;
we?.(it, ot), (Rt.litHtmlVersions ??= []).push("3.3.3");
const xe = (i, t, s) => {
  const e = s?.renderBefore ?? t;
  let a = e._$litPart$;
  if (a === void 0) {
    const r = s?.renderBefore ?? null;
    e._$litPart$ = a = new ot(t.insertBefore(st(), r), r, void 0, s ?? {});
  }
  return a._$AI(i), a;
};
const qt = globalThis;
let z = class extends B {
  constructor() {
    super(...arguments), this.renderOptions = { host: this }, this._$Do = void 0;
  }
  createRenderRoot() {
    const t = super.createRenderRoot();
    return this.renderOptions.renderBefore ??= t.firstChild, t;
  }
  update(t) {
    const s = this.render();
    this.hasUpdated || (this.renderOptions.isConnected = this.isConnected), super.update(t), this._$Do = xe(s, this.renderRoot, this.renderOptions);
  }
  connectedCallback() {
    super.connectedCallback(), this._$Do?.setConnected(!0);
  }
  disconnectedCallback() {
    super.disconnectedCallback(), this._$Do?.setConnected(!1);
  }
  render() {
    return Y;
  }
};
z._$litElement$ = !0, z.finalized = !0, qt.litElementHydrateSupport?.({ LitElement: z });
const ve = qt.litElementPolyfillSupport;
ve?.({ LitElement: z });
(qt.litElementVersions ??= []).push("4.2.2");
var ye = ["de", "en", "es", "fr", "it", "ja", "nl", "pl", "pt", "zh"];
const ke = ye, _e = /^zh-(hant|tw|hk|mo)/;
function Os(i) {
  const t = i.toLowerCase(), s = t.split("-")[0] ?? "";
  return ke.includes(s) && !_e.test(t) ? s : "en";
}
function p(i, t, s = {}) {
  return (i[t] ?? t).replace(/\{(\w+)\}/g, (e, a) => String(s[a] ?? ""));
}
function k(i, t, s, e = {}) {
  const a = `${t}_${new Intl.PluralRules(Os(i.hass.language)).select(s)}`;
  return p(i.texts, a in i.texts ? a : t, { count: s, ...e });
}
function Ts(i, t) {
  const s = [];
  for (const e of i) {
    const a = s.at(-1);
    a && new Date(a[0]).toDateString() === new Date(t(e)).toDateString() ? a[1].push(e) : s.push([t(e), [e]]);
  }
  return s;
}
function M(i, t, s) {
  return i.backend(`component.digitalshadow.${t}.${s}`) || s;
}
const ut = (i, t) => M(i, "entity.sensor.cardiovascular_risk.state_attributes.missing_inputs.state", t), Ht = (i, t) => M(i, "entity.sensor.next_input_due.state_attributes.input.state", t), Se = (i, t) => M(i, "entity.sensor.cardiovascular_risk.state_attributes.reason.state", t), Ms = (i, t) => M(i, "entity.sensor.cardiovascular_risk.state_attributes.outcome.state", t), Q = (i, t) => M(i, "selector.measure.options", t), Ls = (i, t) => M(i, "entity.sensor.state.state", t), L = (i) => i.hass.locale?.language ?? i.hass.language;
function v(i, t) {
  const s = t.length === 10 ? /* @__PURE__ */ new Date(`${t}T12:00:00`) : new Date(t), e = s.getFullYear() === (/* @__PURE__ */ new Date()).getFullYear() ? void 0 : "numeric";
  return s.toLocaleDateString(L(i), { day: "numeric", month: "long", year: e });
}
function S(i, t) {
  const s = i.hass.locale?.time_format;
  return new Date(t).toLocaleString(L(i), {
    dateStyle: "medium",
    timeStyle: "short",
    ...s === "12" || s === "24" ? { hour12: s === "12" } : {}
  });
}
function q(i, t) {
  const s = i.hass.locale?.time_format;
  return new Date(t).toLocaleTimeString(L(i), {
    timeStyle: "short",
    ...s === "12" || s === "24" ? { hour12: s === "12" } : {}
  });
}
function Ns(i) {
  const t = /* @__PURE__ */ new Date();
  return new Date(t.getFullYear(), t.getMonth(), t.getDate() - i);
}
function Ae() {
  const i = /* @__PURE__ */ new Date(), t = (s) => String(s).padStart(2, "0");
  return `${i.getFullYear()}-${t(i.getMonth() + 1)}-${t(i.getDate())}`;
}
function mt(i, t) {
  const s = new Date(t), e = (a) => s.toDateString() === Ns(a).toDateString();
  return e(0) ? p(i.texts, "day.today") : e(1) ? p(i.texts, "day.yesterday") : s.toLocaleDateString(L(i), { weekday: "long", day: "numeric", month: "long" });
}
function Ps(i, t) {
  const s = [0, 1].find((a) => new Date(t).toDateString() === Ns(a).toDateString()), e = s === void 0 ? "seen" : s ? "seen.yesterday" : "seen.today";
  return p(i.texts, e, { when: S(i, t), time: q(i, t) });
}
const _ = (i, t) => t.toLocaleString(L(i), { maximumFractionDigits: 1 }), C = (i, t) => new Intl.ListFormat(L(i)).format(t);
function Ee(i) {
  if (i.question) return ["confirm"];
  const t = i.people.some((s) => s.is_themself) ? ["today", "trend", "measure", "report", "data"] : [];
  return Ct(i).length && t.push("people"), i.is_administrator && t.push("home"), t;
}
const Ce = { age_years: "birth_date", regions: "country", bmi_kg_m2: "weight_kg" };
function Is(i, t) {
  const s = Ce[i] ?? i;
  return s.endsWith("_mmhg") ? "measure" : `question.${s}` in t.texts ? `measure/questions/${s}` : `measure/add/${s}`;
}
function Ct(i) {
  return i.people.filter((t) => t.is_granted && !t.is_themself).sort((t, s) => (T(t) ?? "").localeCompare(T(s) ?? ""));
}
const T = (i) => [i.last_seen_at, i.reading?.ended_at ?? null].filter((t) => t !== null).sort((t, s) => new Date(t).getTime() - new Date(s).getTime()).at(-1) ?? null;
function ze(i) {
  history.pushState(null, "", i), window.dispatchEvent(new CustomEvent("location-changed", { detail: { replace: !1 } }));
}
function gt(i, t) {
  const s = i, e = s?.translation_key;
  return e && t(`component.digitalshadow.exceptions.${e}.message`, s.translation_placeholders) || (typeof s?.message == "string" ? s.message : "");
}
const De = (i) => i?.translation_key ?? "", Oe = (i, t) => i.of === t.of && i.names.join() === t.names.join();
class m extends z {
  static {
    this.properties = {
      home: { attribute: !1 },
      busy: { state: !0 },
      error: { state: !0 },
      unloaded: { state: !0 }
    };
  }
  constructor() {
    super(), this.busy = !1, this.error = "", this.unloaded = [];
  }
  t(t, s = {}) {
    return p(this.home.texts, t, s);
  }
  /** The language and region in which numbers and days are written. */
  get locale() {
    return L(this.home);
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
      return this.error = gt(s, this.home.backend) || this.t("failed"), !1;
    } finally {
      this.busy = !1;
    }
  }
  /** Asks for parts of the page side by side. Each is shown when it arrives; `notLoaded` names those that do not. */
  async loading(...t) {
    this.busy = !0, await Promise.all(t.map((s) => this.load(s))), this.busy = !1;
  }
  async load(t) {
    let s = [];
    try {
      await t.load();
    } catch (e) {
      s = [{ ...t, reason: gt(e, this.home.backend) }];
    }
    this.unloaded = [...this.unloaded.filter((e) => !Oe(e, t)), ...s];
  }
  /** One line about what could not be loaded, of the whole page or of one person, and a button that asks for it again. */
  notLoaded(t) {
    const s = this.unloaded.filter((r) => r.of === t);
    if (!s.length) return l;
    const e = s.flatMap((r) => r.names).map((r) => this.t(r)), a = [...new Set(s.map((r) => r.reason))].join(" ");
    return n`<div class="wide">
      <p class="error" role="alert">${this.t("not_loaded", { what: C(this.home, e) })} ${a}</p>
      <div class="btns"><button class="btn line small" ?disabled=${this.waits} @click=${() => this.loading(...s)}>${this.t("load_again")}</button></div>
    </div>`;
  }
}
function f(i, t) {
  customElements.get(i) || customElements.define(i, t);
}
function Te(i, t, s) {
  const e = URL.createObjectURL(new Blob([t], { type: s }));
  Object.assign(document.createElement("a"), { href: e, download: i }).click(), setTimeout(() => URL.revokeObjectURL(e), 6e4);
}
function $(i, t, s, e = {}) {
  return i.callWS({ type: `digitalshadow/person/${t}`, person_id: s, ...e });
}
const Rs = b`
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
    --ds-on-data: #fff;
    --ds-band: #0072b22e;
    --ds-ghost: #84898f;
    --ds-track: #e4e7ea;
    --ds-demo: #7d2e63;
    --ds-demo-soft: #fbf1f7;
    --ds-demo-hatch: #7d2e6321;
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
    --ds-on-data: #001721;
    --ds-band: #56b4e938;
    --ds-ghost: #85898d;
    --ds-track: #3a3d40;
    --ds-demo: #f0b3d5;
    --ds-demo-soft: #2a1c25;
    --ds-demo-hatch: #f0b3d51f;
    --ds-demo-line: #a96f91;
    --ds-demo-tape: #f0b3d58c;
    --ds-urg: #ffe0c8;
    --ds-urg-soft: #3b1503;
    --ds-urg-line: #ff9342;
    --ds-danger: #fd8f90;
  }
`, x = b`
  :host { display: block; }
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
  .input { width: 100%; min-height: 48px; margin-block-start: 6px; border: 1.5px solid var(--ds-ghost); border-radius: 12px; background: var(--ds-card); color: var(--ds-ink); padding-inline: 14px; font: inherit; }
  .input.large { min-height: 64px; border-radius: 14px; font-size: 24px; padding-inline: 18px; }
  select.input.large { font-size: 18px; }
  .num, b { font-variant-numeric: tabular-nums; }
  .error { color: var(--ds-danger); margin-block-start: 8px; }
  .sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  @media (min-width: 1080px) {
    .cols.two { grid-template-columns: minmax(0, 1.1fr) minmax(0, 1fr); gap: 16px; align-items: start; }
    .cols.two > .wide { grid-column: 1 / -1; }
  }
`, Us = b`
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
  .ends span:first-child, .ends span:last-child { flex: none; overflow-wrap: normal; }
  .days { display: grid; grid-template-columns: repeat(14, 1fr); gap: 4px; margin-block: 12px 8px; }
  .days i { height: 10px; border-radius: 5px; box-shadow: inset 0 0 0 1.25px var(--ds-ghost); }
  .days i.on { background: var(--ds-data); box-shadow: none; }
`, xt = b`
  .sw { width: 52px; height: 32px; border-radius: 16px; border: 2px solid var(--ds-ghost); position: relative; flex: none; padding: 0; }
  .sw::before { content: ""; position: absolute; inset: -10px; }
  .sw::after { content: ""; position: absolute; inset-block-start: 6px; inset-inline-start: 6px; width: 16px; height: 16px; border-radius: 50%; background: var(--ds-ghost); }
  .sw[aria-checked="true"] { background: var(--ds-act); border-color: var(--ds-act); }
  .sw[aria-checked="true"]::after { inset-inline-start: 24px; background: var(--ds-on-act); width: 20px; height: 20px; inset-block-start: 4px; }
`, ss = "component.digitalshadow.config_subentries.person.step", Me = ["consent", "consent_kept", "sharing"];
class Le extends m {
  constructor() {
    super(), this.agree = () => this.doing(async () => {
      const { person_id: t, version: s } = this.question;
      await $(this.home.hass, "agree", t, { version: s });
    }), this.refuse = () => this.doing(async () => {
      this.home.withdrawn(await $(this.home.hass, "refuse", this.question.person_id));
    }), this.read = () => this.doing(async () => {
      const { name: t, version: s } = this.question, e = await this.home.hass.loadBackendTranslation("config_subentries", "digitalshadow");
      this.whole = Me.map(
        (a) => `## ${e(`${ss}.${a}.title`, { name: t, version: s })}

${e(`${ss}.${a}.description`, { name: t, version: s })}`
      ).join(`

`);
    }), this.whole = null, this.sure = !1;
  }
  static {
    this.properties = {
      ...m.properties,
      whole: { state: !0 },
      sure: { state: !0 }
    };
  }
  static {
    this.styles = [
      x,
      b`
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
        ${r("mdi:cctv", e.length ? this.t("confirm.cameras", { cameras: C(this.home, e) }) : this.t("confirm.no_camera"))}
        ${r("mdi:image-outline", this.t("confirm.kept"))}
        ${r("mdi:lock-outline", this.t(t === "added" ? "confirm.private" : `confirm.stays.${this.question.sharing}`))}
        ${r("mdi:undo", this.t("confirm.stop"))}
      </ul>
      ${this.error ? n`<p class="error" role="alert">${this.error}</p>` : l}
      ${this.sure ? this.last() : this.answers()}
      ${a ? n`<p class="sub say">${this.t("confirm.silence", { when: S(this.home, a) })}</p>` : l}
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
f("digitalshadow-confirm", Le);
class Ne extends m {
  constructor() {
    super(...arguments), this.open = () => this.dialog.showModal(), this.close = () => this.dialog.close();
  }
  static {
    this.styles = [
      x,
      b`
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
f("digitalshadow-emergency", Ne);
const qs = b`
  .view { position: relative; background: #26282a; border-radius: 8px; overflow: hidden; margin-block-start: 10px; }
  .view img { position: absolute; inset-block-start: 50%; left: 50%; height: auto; }
  .face { position: absolute; border-radius: 10px; box-shadow: 0 0 0 2.5px #56b4e9, 0 0 0 4.5px #000a; }
  .face.no { box-shadow: 0 0 0 2px #fff, 0 0 0 4px #000a; border-radius: 6px; }
  .face b { position: absolute; top: calc(100% + 8px); left: -3px; background: #000c; color: #fff; font-size: 13px; font-weight: 500; line-height: 1; padding: 5px 8px; border-radius: 6px; white-space: nowrap; }
`;
function Hs(i, t, s) {
  const a = s.turn_degrees % 180 !== 0 ? 100 * s.height_px / s.width_px : 100;
  return n`<div class="view" style="aspect-ratio:${s.width_px}/${s.height_px}">
    <img alt=${p(i.texts, "camera.picture", { name: t })} src="data:image/jpeg;base64,${s.picture}" style="width:${a}%;transform:translate(-50%,-50%) rotate(${s.turn_degrees}deg)" />
    ${s.faces.map((r) => n`<span class="face ${r.why_not ? "no" : ""}" style="left:${100 * r.left}%;top:${100 * r.top}%;width:${100 * r.width}%;height:${100 * r.height}%"><b class="num">${r.face_px} px</b></span>`)}
  </div>`;
}
function js(i, t) {
  const [s] = t.faces;
  return s ? `${Ws(i, s, t)} ${p(i.texts, s.why_not ? `camera.why.${s.why_not}` : "camera.good")}` : p(i.texts, "camera.nobody");
}
function Ws(i, t, s) {
  return p(i.texts, "camera.size", { px: t.face_px, needed: s.needed_px });
}
const Pe = 2e3, Ie = 3;
class Re extends m {
  constructor() {
    super(), this.start = () => {
      this.looking = !0, this.look();
    }, this.stop = () => {
      clearTimeout(this.timer), this.looking = !1, this.looked = null;
    }, this.looked = null, this.looking = !1;
  }
  static {
    this.properties = { ...m.properties, camera: { attribute: !1 }, looked: { state: !0 }, looking: { state: !0 } };
  }
  static {
    this.styles = [
      x,
      qs,
      b`
      .size { position: relative; height: 10px; border-radius: 5px; background: var(--ds-track); margin-block: 14px 32px; }
      .size i { position: absolute; inset-block: 0; inset-inline-start: 0; border-radius: 5px; background: var(--ds-data); }
      .size u { position: absolute; inset-block: -5px; width: 2.5px; background: var(--ds-ink); inset-inline-start: 33.3%; }
      .size span { position: absolute; inset-block-start: 20px; inset-inline-start: calc(33.3% - 18px); font-size: 13px; white-space: nowrap; }
      .state { font-size: 18px; font-weight: 500; line-height: 1.3; margin-block-start: 12px; }
    `
    ];
  }
  disconnectedCallback() {
    this.stop(), super.disconnectedCallback();
  }
  async look() {
    document.visibilityState === "visible" && this.home.hass.connected && await this.doing(async () => {
      const t = await this.home.hass.callWS({ type: "digitalshadow/camera/look", camera: this.camera.subentry_id });
      this.looking && (this.looked = t);
    }), this.looking && this.isConnected && (this.timer = setTimeout(() => {
      this.look();
    }, Pe));
  }
  render() {
    const { camera: t } = this;
    return n`<section class="card">
      <header><h2><bdi>${t.name}</bdi></h2><span class="kind"><ha-icon icon=${this.looking ? "mdi:video" : "mdi:cctv"}></ha-icon>${Ls(this.home, t.status)}</span></header>
      ${t.last_analysed_at ? n`<p class="sub">${this.t("camera.last", { when: S(this.home, t.last_analysed_at) })}</p>` : l}
      ${t.video ? n`<p class="sub">${this.video(t.video)}</p>` : l}
      ${this.error ? n`<p class="error" role="alert">${this.error}</p>` : l}
      ${this.looked ? this.seen(this.looked) : l}
      <div class="btns">${this.looking ? n`<button class="btn line small" @click=${this.stop}>${this.t("camera.stop")}</button>` : n`<button class="btn soft small" ?disabled=${!this.home.hass.connected} @click=${this.start}>${this.t("camera.show")}</button>`}</div>
      <p class="sub">${this.t("camera.not_stored")}</p>
    </section>`;
  }
  /** How it is looked at, and why not live. */
  video({ video: t, reason: s, reconnects: e, ...a }) {
    const r = e ? ` ${k(this.home, "camera.video.reconnects", e)}` : "";
    return t === "live" ? `${this.t("camera.video.live", { what: this.stream(a) })}${r}` : `${this.t(t === "stills" && s ? `camera.video.why.${s}` : `camera.video.${t}`)}${r}`;
  }
  stream({ codec: t, width_px: s, height_px: e, frames_per_second: a, keyframe_interval_seconds: r }) {
    return C(this.home, [
      ...t ? [t.toUpperCase()] : [],
      ...s && e ? [`${s} × ${e}`] : [],
      ...a ? [this.t("camera.video.fps", { fps: a })] : [],
      ...r ? [this.t("camera.video.keyframe", { seconds: _(this.home, r) })] : []
    ]);
  }
  seen(t) {
    const [s] = t.faces;
    return n`${t.picture ? Hs(this.home, this.camera.name, t) : n`<p class="sub">${this.t("camera.large")}</p>`}
      <p class="state" role="status">${js(this.home, t)}</p>
      ${s ? this.size(s, t) : l}
      ${s?.why_not ? n`<p>${this.t(`camera.mend.${s.why_not}`)}</p>` : l}
      ${s?.person ? n`<p class="sub">${this.t("camera.recognised")} <bdi>${s.person}</bdi>.</p>` : l}`;
  }
  size(t, s) {
    const e = Math.min(100, 100 * t.face_px / (Ie * s.needed_px));
    return n`<div class="size" role="img" aria-label=${Ws(this.home, t, s)}>
      <i style="width:${e}%"></i><u></u><span>${this.t("camera.needs", { needed: s.needed_px })}</span></div>`;
  }
}
f("digitalshadow-camera-view", Re);
const Ue = "/config/blueprint/dashboard", qe = 10, He = 300;
class je extends m {
  constructor() {
    super(...arguments), this.install = () => this.doing(async () => {
      await this.home.hass.callWS({ type: "call_service", domain: "digitalshadow", service: "install_blueprints", return_response: !0 }), this.changed(await this.fetch());
    });
  }
  static {
    this.properties = { ...m.properties, messages: { attribute: !1 } };
  }
  static {
    this.styles = [
      x,
      b`
      .told { display: inline-flex; align-items: center; gap: 6px; color: var(--ds-ink2); font-size: 15px; flex: none; }
      .told ha-icon { color: var(--ds-act); }
    `
    ];
  }
  /** Tells the page what the server answered anew. */
  changed(t) {
    this.dispatchEvent(new CustomEvent("changed", { detail: t }));
  }
  fetch() {
    return this.home.hass.callWS({ type: "digitalshadow/messages" });
  }
  /** Home Assistant is asked for the automation as its own editor asks; it reloads it a moment after it has answered. */
  tell({ person_id: t, account: s, name: e }, { device_id: a, name: r }) {
    return this.doing(async () => {
      const { hass: o } = this.home, { automation_id: d, use_blueprint: h } = await o.callWS({ type: "digitalshadow/messages/prepare", person_id: t, phone: a }), c = this.t("messages.alias", { name: e, account: s ?? "", phone: r });
      await o.callApi("POST", `config/automation/config/${d}`, { alias: c, description: this.t("messages.made_here"), use_blueprint: h });
      const g = ({ receivers: u }) => u.some((w) => w.person_id === t && w.phones.some((y) => y.device_id === a && y.is_told));
      for (let u = 0; u < qe; u += 1) {
        const w = await this.fetch();
        if (this.changed(w), g(w)) return;
        await new Promise((y) => setTimeout(y, He));
      }
      throw new Error(this.t("messages.not_loaded"));
    });
  }
  render() {
    const { receivers: t, blueprints: s } = this.messages;
    return n`<section class="card"><header><h2>${this.t("messages.title")}</h2></header>
      <p class="say">${this.t(t.length ? "messages.what" : "messages.nobody")}</p>
      ${this.error ? n`<p class="error" role="alert">${this.error}</p>` : l}
      <ul class="rows">
        ${t.map((e) => e.why_not ? this.without(e) : e.phones.map((a) => this.row(e, a)))}
        <li><ha-icon icon="mdi:file-tree-outline"></ha-icon><div><b>${this.t("messages.blueprints")}</b><span class="sub">${this.t(`messages.blueprints.${s}`)}</span></div>
          ${s === "current" ? n`<a class="btn soft small" href=${Ue}>${this.t("messages.blueprints.open")}</a>` : n`<button class="btn soft small" ?disabled=${this.waits} @click=${this.install}>${this.t(`messages.blueprints.do_${s}`)}</button>`}</li>
      </ul></section>`;
  }
  row(t, s) {
    const e = this.t(t.is_carer ? "messages.carer" : "messages.own", { name: t.name });
    return n`<li><ha-icon icon="mdi:cellphone-message"></ha-icon><div><b><bdi>${t.account}</bdi>, <bdi>${s.name}</bdi></b><span class="sub">${e}</span></div>
      ${s.is_told ? n`<span class="told"><ha-icon icon="mdi:check-circle"></ha-icon>${this.t("messages.told")}</span>` : n`<button class="btn soft small" aria-label="${this.t("messages.tell")}: ${t.account}, ${s.name}, ${e}" ?disabled=${this.waits} @click=${() => this.tell(t, s)}>${this.t("messages.tell")}</button>`}</li>`;
  }
  without({ account: t, name: s, is_carer: e, why_not: a }) {
    const r = this.t(e ? "messages.carer" : "messages.own", { name: s });
    return n`<li><ha-icon icon="mdi:cellphone-off"></ha-icon><div><b><bdi>${t}</bdi></b><span class="sub">${r}. ${this.t(`messages.${a}`)}</span></div></li>`;
  }
}
f("digitalshadow-messages", je);
const We = "/config/integrations/integration/digitalshadow", Be = 12;
class Fe extends m {
  constructor() {
    super(), this.known = "", this.told = (t) => {
      this.messages = t.detail;
    }, this.state = null, this.messages = null;
  }
  static {
    this.properties = { ...m.properties, state: { state: !0 }, messages: { state: !0 } };
  }
  static {
    this.styles = [
      x,
      b`
      .todo li { display: grid; grid-template-columns: 28px 1fr; gap: 12px; align-items: center; min-height: 52px; border-block-end: 1px solid var(--ds-line); padding-block: 6px; }
      .todo li:last-child { border: 0; }
      .todo .done { color: var(--ds-ink2); }
      .todo .done ha-icon { color: var(--ds-act); }
      .todo ha-icon { color: var(--ds-ghost); }
      summary { cursor: pointer; font-weight: 500; min-height: 44px; display: flex; align-items: center; }
      dl { display: grid; grid-template-columns: minmax(0, auto) minmax(55%, 1fr); gap: 8px 16px; margin-block-start: 10px; }
      dt { color: var(--ds-ink2); }
      dd { text-align: end; overflow-wrap: anywhere; }
    `
    ];
  }
  /** People, cameras and the engine change what is to do. */
  updated() {
    const { people: t, cameras: s, waiting_for: e } = this.home.view, a = JSON.stringify([
      t.map((o) => [o.person_id, o.reading !== null, o.clinical?.missing_inputs]),
      s.map((o) => [o.subentry_id, o.status]),
      e.length
    ]);
    if (a === this.known) return;
    this.known = a;
    const r = (o) => this.home.hass.callWS({ type: `digitalshadow/${o}` });
    this.loading(
      { names: ["first.title", "model.title", "privacy.title"], load: async () => this.state = await r("home") },
      { names: ["messages.title"], load: async () => this.messages = await r("messages") }
    );
  }
  render() {
    const { people: t, cameras: s, paused: e, waiting_for: a } = this.home.view, r = [...s].sort((o, d) => Number(es(o.status)) - Number(es(d.status)));
    return n`<div class="hello"><h2>${this.t("home.title")}</h2><span class="sub">${this.t("home.no_values")}</span></div>
      ${this.notLoaded()}
      <div class="cols two">
        ${e ? n`<p class="card wide">${this.t("home.paused")}</p>` : l}
        ${a.map(({ name: o, erased_on: d }) => this.waiting(o, d))}
        <div class="cols">${this.state ? this.firstHour(this.state) : l} ${a.length && !t.length ? l : this.people(t)} ${this.messages ? n`<digitalshadow-messages .home=${this.home} .messages=${this.messages} @changed=${this.told}></digitalshadow-messages>` : l} ${this.state ? this.model(this.state) : l} ${this.state ? this.privacy(this.state) : l}</div>
        <div class="cols">
          ${s.length ? l : n`<section class="card"><h2>${this.t("home.cameras")}</h2><p class="say">${this.t("home.no_camera")}</p>${this.settings("home.add")}</section>`}
          ${r.map((o) => n`<digitalshadow-camera-view .home=${this.home} .camera=${o}></digitalshadow-camera-view>`)}
        </div>
      </div>`;
  }
  settings(t) {
    return n`<p class="btns"><a class="btn line small" href=${We}>${this.t(t)}</a></p>`;
  }
  tasks(t) {
    const s = t.people.filter((e) => e.has_agreed);
    return [
      { done: t.model !== null, words: this.t("first.model") },
      { done: s.length > 0, words: s.length ? this.t("first.agreed", { name: s[0].name }) : this.t("first.person") },
      { done: this.home.view.cameras.length > 0, words: this.t("first.camera") },
      { done: Object.values(t.cameras).some((e) => e.saw_faces) || t.people.some((e) => e.was_read), words: this.t("first.faces") },
      { done: t.people.some((e) => e.was_read), words: this.t("first.value"), more: this.t("first.value.how") },
      ...s.map((e) => ({ done: e.has_answered, words: this.t("first.answers", { name: e.name }), more: this.t("first.answers.where") })),
      ...this.messageTasks()
    ];
  }
  /** A message needs a phone; the blueprints are for more than messages. */
  messageTasks() {
    if (!this.messages) return [];
    const { blueprints: t, receivers: s } = this.messages, e = s.flatMap((r) => r.phones), a = { done: t !== "none", words: this.t("first.blueprints"), more: this.t("first.messages.where") };
    return e.length ? [a, { done: e.some((r) => r.is_told), words: this.t("first.messages"), more: this.t("first.messages.where") }] : [a];
  }
  firstHour(t) {
    const s = this.tasks(t), e = s.filter((d) => d.done).length, a = n`<ul class="todo">${s.map(
      (d) => n`<li class=${d.done ? "done" : ""}><ha-icon icon=${d.done ? "mdi:check-circle" : "mdi:circle-outline"}></ha-icon>
        <span><span class="sr">${this.t(d.done ? "first.done" : "first.open")}: </span>${d.words}${d.more && !d.done ? n`<br /><span class="sub">${d.more}</span>` : l}</span></li>`
    )}</ul>`, r = n`<h2>${this.t("first.title")}</h2>`, o = n`<span class="kind num">${this.t("first.count", { done: e, of: s.length })}</span>`;
    return e === s.length ? n`<section class="card"><details><summary>${this.t("first.title")}: ${this.t("first.count", { done: e, of: s.length })}</summary>${a}</details></section>` : n`<section class="card"><header>${r}${o}</header>${a}</section>`;
  }
  people(t) {
    return n`<section class="card"><header><h2>${this.t("home.people")}</h2></header>
      ${t.length ? l : n`<p class="say">${this.t("home.nobody")}</p>${this.settings("home.add")}`}
      <ul class="rows">${t.map((s) => n`<li><ha-icon icon="mdi:account-outline"></ha-icon><div><b><bdi>${s.name}</bdi></b><span class="sub">${this.t(Ye(s))}</span></div></li>`)}</ul>
    </section>`;
  }
  model({ model: t, cameras: s }) {
    if (!t) return n`<section class="card"><h2>${this.t("model.title")}</h2><p class="say">${this.t("model.none")}</p></section>`;
    const e = t.model_kind === "demonstration", a = Object.values(s).flatMap((r) => r.frame_ms === null ? [] : [r.frame_ms]);
    return n`<section class=${e ? "card demo" : "card"}>
      ${e ? n`<p class="strip"><ha-icon icon="mdi:sticker-outline"></ha-icon><span><b>${this.t("demo.word")}</b> ${this.t("demo.not_anybody")}</span></p>` : l}
      <header><h2>${this.t("model.title")}</h2><span class="kind">${this.t(e ? "demo.kind" : "signal.kind")}</span></header>
      <dl class="num">
        <dt>${this.t("model.name")}</dt><dd><bdi>${t.model}</bdi></dd>
        <dt>${this.t("model.runtime")}</dt><dd><bdi>${t.runtime}</bdi></dd>
        <dt>${this.t("model.faces")}</dt><dd><bdi>${t.detector}${t.recogniser ? `, ${t.recogniser}` : ""}</bdi></dd>
        ${a.length ? n`<dt>${this.t("model.frame")}</dt><dd>${_(this.home, Math.max(...a))} ms</dd>` : l}
        <dt>${this.t("model.file")}</dt><dd><bdi>${t.sha256.slice(0, Be)}</bdi></dd>
      </dl>
      ${e ? this.settings("model.own") : l}
    </section>`;
  }
  privacy({ people: t }) {
    const s = t.filter((e) => e.is_shared).length;
    return n`<section class="card"><h2>${this.t("privacy.title")}</h2><dl class="num">
      <dt>${this.t("privacy.pictures")}</dt><dd>${this.t("data.none")}</dd>
      <dt>${this.t("privacy.strangers")}</dt><dd>${this.t("privacy.forgotten")}</dd>
      <dt>${this.t("home.people")}</dt><dd>${this.t("privacy.people", { private: t.length - s, shared: s })}</dd>
    </dl></section>`;
  }
  waiting(t, s) {
    const e = s ? S(this.home, s) : "";
    return n`<section class="card wide"><h2>${this.t("home.waiting", { name: t })}</h2>
      <p class="say">${this.t(s ? "home.waiting.until" : "home.waiting.linked", { name: t, when: e })}</p></section>`;
  }
}
const es = (i) => ["watching", "nobody", "asleep", "starting"].includes(i);
function Ye(i) {
  return i.needs_consent ? "home.needs_consent" : i.needs_enrolment ? "home.needs_enrolment" : i.monitoring ? "home.monitored" : "people.paused";
}
f("digitalshadow-home", Fe);
const at = 5e3, zt = /* @__PURE__ */ new WeakMap(), _t = /* @__PURE__ */ new Map();
function Bs(i, t) {
  const { connection: s } = i, e = zt.get(s) ?? Ke(s);
  return e.listeners.add(t), e.view && t(e.view), () => {
    e.listeners.delete(t), !e.listeners.size && (e.stop(), zt.delete(s));
  };
}
function Ke(i) {
  let t = !1, s = null;
  const e = {
    listeners: /* @__PURE__ */ new Set(),
    view: null,
    stop: () => {
      t = !0, s?.().catch(() => {
      });
    }
  };
  zt.set(i, e);
  const a = () => {
    i.subscribeMessage(
      (r) => {
        e.view = r, e.listeners.forEach((o) => o(r));
      },
      { type: "digitalshadow/subscribe" }
    ).then((r) => {
      s = r, t && e.stop();
    }).catch(() => setTimeout(() => t || a(), at));
  };
  return a(), e;
}
function H(i) {
  return new Promise((t) => {
    const s = Bs(i, (e) => {
      t(e), setTimeout(() => s());
    });
  });
}
function vt(i) {
  const t = `./texts/${Os(i)}.json`;
  return fetch(new URL(t, import.meta.url)).then((s) => s.json());
}
function yt(i) {
  const { language: t } = i, s = _t.get(t);
  if (s) return s;
  const e = Promise.all([vt(t), i.loadBackendTranslation("entity", "digitalshadow")]).then(([a, r]) => ({ texts: a, backend: r }));
  return _t.set(t, e), e.catch(() => _t.delete(t)), e;
}
class O extends z {
  constructor() {
    super(), this.stop = null, this.language = "", this.view = null, this.spoken = null;
  }
  static {
    this.properties = {
      hass: { attribute: !1 },
      config: { state: !0 },
      layout: { attribute: !1 },
      view: { state: !0 },
      spoken: { state: !0 }
    };
  }
  static {
    this.styles = [
      Rs,
      x,
      Us,
      b`
      :host { display: block; height: 100%; background: none; }
      /* A card is as high as what it shows, unless somebody gave it a number of rows: then it shows what has room. */
      .box { container-type: inline-size; height: 100%; }
      :host([fixed]) .box { container-type: size; min-height: 120px; }
      .card { position: relative; display: flex; flex-direction: column; height: 100%; padding: 12px 14px; }
      .card.demo { padding-block-start: 0; }
      .who { display: flex; gap: 10px; align-items: center; }
      .who > div { flex: 1; min-width: 0; line-height: 1.25; }
      .who b { display: block; font-weight: 500; }
      .ava { width: 40px; height: 40px; border-radius: 50%; display: grid; place-items: center; flex: none; background: var(--ds-act-soft); color: var(--ds-act); font-size: 17px; font-weight: 500; }
      .strip { margin: 0 -14px 8px; padding: 14px 14px 6px; font-size: 14px; }
      .src { margin-block-start: auto; padding-block-start: 6px; font-size: 13px; }
      .to { position: absolute; inset: 0; border-radius: inherit; }
      ha-icon { --mdc-icon-size: 18px; }
    `
    ];
  }
  setConfig(t) {
    this.config = t;
  }
  connectedCallback() {
    super.connectedCallback(), this.hass && this.follow();
  }
  disconnectedCallback() {
    this.stop?.(), this.stop = null, super.disconnectedCallback();
  }
  willUpdate(t) {
    this.toggleAttribute("fixed", this.layout === "grid" && typeof this.config?.grid_options?.rows == "number"), !(!t.has("hass") || !this.hass) && (this.toggleAttribute("dark", this.hass.themes?.darkMode === !0), !this.stop && this.isConnected && this.follow(), this.language !== this.hass.language && this.fetchTexts(this.hass.language));
  }
  async fetchTexts(t) {
    this.language = t;
    try {
      this.spoken = await yt(this.hass);
    } catch {
      setTimeout(() => {
        this.language === t && (this.isConnected ? this.fetchTexts(t) : this.language = "");
      }, at);
    }
  }
  follow() {
    this.stop = Bs(this.hass, (t) => this.view = t);
  }
  get home() {
    return !this.view || !this.spoken ? null : { hass: this.hass, view: this.view, ...this.spoken, prefix: "/digitalshadow", path: [], withdrawn: () => {
    } };
  }
  render() {
    const t = this.config ? this.home : null;
    return n`<div class="box">${t ? this.body(t) : n`<div class="card" aria-busy="true"></div>`}</div>`;
  }
  missing(t, s) {
    return n`<div class="card"><p class="say">${p(t.texts, s)}</p></div>`;
  }
  /** The whole card is one link, whose name is what the card says. */
  link(t, s, e) {
    return n`<a class="to" href="${t.prefix}/${s}" aria-label=${e}></a>`;
  }
}
async function jt(i) {
  const { texts: t } = await yt(i);
  return ({ name: s }) => p(t, `card.form.${s}`);
}
function $t(i, t, s = {}) {
  return { name: i, selector: { select: { options: t, mode: "dropdown", ...s } } };
}
const Ge = 2e3;
class Ve extends O {
  constructor() {
    super(), this.beginLook = () => {
      this.looking = !0, this.look();
    }, this.endLook = () => {
      this.looking = !1, this.looked = null, this.error = "";
    }, this.turn = 0, this.looked = null, this.looking = !1, this.error = "";
  }
  static {
    this.properties = { ...O.properties, turn: { state: !0 }, looked: { state: !0 }, looking: { state: !0 }, error: { state: !0 } };
  }
  static {
    this.styles = [
      ...O.styles,
      qs,
      b`
      .now { flex: 1; min-height: 96px; margin-block-start: 10px; border-radius: 8px; overflow: hidden; background: var(--ds-soft); }
      .now img { width: 100%; height: 100%; object-fit: cover; display: block; }
      .btn { position: relative; z-index: 1; }
    `
    ];
  }
  static async getConfigForm() {
    const t = document.querySelector("home-assistant")?.hass;
    if (!t) return { schema: [] };
    const { cameras: s } = await H(t);
    return {
      schema: [
        $t(
          "camera",
          s.map((e) => ({ value: e.subentry_id, label: e.name }))
        )
      ],
      computeLabel: await jt(t)
    };
  }
  static async getStubConfig(t) {
    const [s] = (await H(t)).cameras;
    return s ? { camera: s.subentry_id } : {};
  }
  connectedCallback() {
    super.connectedCallback(), this.timer = setInterval(() => document.hidden || this.renew(), Ge);
  }
  disconnectedCallback() {
    clearInterval(this.timer), this.endLook(), super.disconnectedCallback();
  }
  renew() {
    this.looking ? this.look() : this.turn += 1;
  }
  async look() {
    try {
      const t = await this.hass.callWS({ type: "digitalshadow/camera/look", camera: this.config.camera });
      if (!this.looking) return;
      this.looked = t, this.error = "";
    } catch (t) {
      this.home && (this.error = gt(t, this.home.backend) || p(this.home.texts, "failed"));
    }
  }
  getCardSize() {
    return 5;
  }
  getGridOptions() {
    return { columns: 12, rows: 5, min_columns: 6, min_rows: 4 };
  }
  body(t) {
    const s = t.view.cameras.find((o) => o.subentry_id === this.config.camera);
    if (!s) return this.missing(t, "card.no_camera");
    const e = Ls(t, s.status), a = s.last_analysed_at ? S(t, s.last_analysed_at) : "", { looked: r } = this;
    return n`<div class="card">
      ${t.view.is_administrator ? this.link(t, "home", `${s.name}: ${e}`) : l}
      <div class="who"><div><b><bdi>${s.name}</bdi></b><span class="sub">${e}${a ? n`<br />${p(t.texts, "card.looked", { when: a })}` : l}</span></div>
        ${t.view.is_administrator ? n`<button class="btn soft small" aria-pressed=${this.looking} @click=${this.looking ? this.endLook : this.beginLook}>${p(t.texts, this.looking ? "camera.stop" : "card.faces")}</button>` : l}</div>
      ${this.error ? n`<p class="error" role="alert">${this.error}</p>` : l}
      ${r?.picture ? Hs(t, s.name, r) : this.now(t, s)}
      ${r ? n`<p class="say" role="status">${js(t, r)}</p>` : l}
    </div>`;
  }
  now(t, s) {
    const e = this.hass.states?.[s.camera_entity_id ?? ""]?.attributes.entity_picture;
    return n`<div class="now">${e ? n`<img alt=${p(t.texts, "card.preview", { name: s.name })} src="${e}&width=640&height=360&turn=${this.turn}" />` : l}</div>`;
  }
}
f("digitalshadow-camera-card", Ve);
const Ze = 0.5, nt = (i) => i < Ze ? 0 : Math.round(i);
function lt(i, t) {
  return Array.from({ length: t }, (s, e) => Dt(e < i));
}
function Dt(i) {
  return n`<svg viewBox="0 0 12 18" class=${i ? "p1" : "p0"} aria-hidden="true">
    ${A`<path d="M6 .7a2.6 2.6 0 1 1 0 5.2a2.6 2.6 0 0 1 0-5.2ZM1.6 17.3v-5.4a4.4 4.4 0 0 1 8.8 0v5.4Z"></path>`}
  </svg>`;
}
const Je = ["tile", "bar", "full"], Xe = { tile: 2, bar: 3, full: 6 }, Qe = 2, ti = 864e5;
class si extends O {
  static {
    this.styles = [
      ...O.styles,
      b`
      .due { display: flex; gap: 6px; align-items: center; margin-block-start: auto; padding-block-start: 6px; font-size: 14px; line-height: 1.2; }
      .due ha-icon { color: var(--ds-act); }
      .bar { margin-block: 12px 8px; flex: none; }
      .words { margin-block-start: 8px; font-size: 14px; line-height: 1.25; }
      .hatched { background: repeating-linear-gradient(135deg, var(--ds-demo-tape) 0 4px, transparent 0 8px), var(--ds-demo-soft); box-shadow: 0 0 0 1px var(--ds-demo-line); }
      .people { gap: 3px; margin-block: 8px 6px; }
      .big { margin-block: 8px 0; }
      .big strong { font-size: 36px; }
      .big span { font-size: 17px; }
      .call { position: relative; z-index: 1; display: inline-flex; align-items: center; gap: 6px; min-height: 44px; padding-inline: 14px; border: 1.5px solid var(--ds-line); border-radius: 999px; color: var(--ds-ink); text-decoration: none; font-weight: 500; }
      .call ha-icon { color: var(--ds-act); }
      .row { position: relative; min-height: 64px; border-block-end: 1px solid var(--ds-line); }
      .row:last-child { border: 0; }
      .urgent { margin-block-start: 10px; padding: 8px 12px; border-radius: 8px; background: var(--ds-urg-soft); border: 1.5px solid var(--ds-urg-line); color: var(--ds-urg); font-size: 14px; }
      /* Where there is no room for a value with its model there is no value; type never shrinks. */
      @container (max-width: 270px) { .value, .call { display: none; } .card.demo { padding-block-start: 12px; border: 1px solid var(--ds-line); } }
      :host([fixed]) .risk { display: none; }
      @container (min-height: 420px) { :host([fixed]) .risk { display: block; } }
      @container (max-height: 230px) { :host([fixed]) .value { display: none; } :host([fixed]) .card.demo { padding-block-start: 12px; border: 1px solid var(--ds-line); } }
      .inner { margin-block-start: 10px; padding: 0 14px 10px; border-radius: 8px; overflow: hidden; }
    `
    ];
  }
  static async getConfigForm() {
    const t = document.querySelector("home-assistant")?.hass;
    if (!t) return { schema: [] };
    const { people: s } = await H(t), { texts: e } = await yt(t), a = Je.map((r) => ({ value: r, label: p(e, `card.size.${r}`) }));
    return {
      schema: [
        $t(
          "people",
          s.map((r) => ({ value: r.subentry_id, label: r.name })),
          { multiple: !0 }
        ),
        $t("size", a)
      ],
      computeLabel: await jt(t)
    };
  }
  static async getStubConfig(t) {
    const { people: s } = await H(t), e = s.find((a) => a.is_themself) ?? s[0];
    return { people: e ? [e.subentry_id] : [], size: "bar" };
  }
  getCardSize() {
    return Xe[this.size];
  }
  getGridOptions() {
    return { columns: this.size === "tile" && this.config.people?.length === 1 ? 6 : 12, rows: "auto", min_columns: 6, min_rows: 2 };
  }
  get size() {
    return this.config.size ?? "bar";
  }
  body(t) {
    const s = this.config.people ?? [], e = t.view.people.filter((r) => s.length ? s.includes(r.subentry_id) : !0);
    if (!e.length) return this.missing(t, s.length ? "card.not_shared" : "card.nobody");
    if (s.length === 1) return this.one(t, e[0]);
    const a = [...e].sort((r, o) => (T(r) ?? "").localeCompare(T(o) ?? ""));
    return n`<div class="card">${a.map((r) => this.row(t, r))}</div>`;
  }
  row(t, s) {
    const e = Tt(t, s);
    return n`<div class="who row">${this.link(t, ns(s), rs(t, s))}
      ${as(s)}<div><b><bdi>${s.name}</bdi></b><span class="sub">${Ot(t, s)}${e ? n`<br />${e}` : l}</span></div></div>`;
  }
  one(t, s) {
    const e = (c, g = {}) => p(t.texts, c, g), r = (s.trend ?? s.reading)?.model_kind === "demonstration" && !s.urgent && this.size !== "tile", o = Tt(t, s), [d] = t.view.emergency_numbers, h = r && !(this.size === "full" && Fs(s));
    return n`<div class=${h ? "card demo" : "card"}>
      ${this.link(t, ns(s), rs(t, s))}
      ${h ? is(t, s) : l}
      <div class="who">${as(s)}<div><b><bdi>${s.name}</bdi></b><span class="sub">${Ot(t, s)}</span></div>
        ${this.size === "full" && d ? n`<a class="call" href="tel:${d}" aria-label=${e("call", { number: d })}><ha-icon icon="mdi:phone"></ha-icon>${d}</a>` : l}</div>
      ${this.size === "tile" ? l : this.values(t, s, { demo: r, isWhole: h })}
      ${o ? n`<p class="due"><ha-icon icon="mdi:calendar-clock"></ha-icon><span>${o}</span></p>` : l}
    </div>`;
  }
  values(t, s, { demo: e, isWhole: a }) {
    const r = (d, h = {}) => p(t.texts, d, h);
    if (s.urgent) return n`<p class="urgent">${r("hidden.title")}. ${r("hidden.why")}</p>`;
    const o = s.trend ?? s.reading;
    return n`${this.size === "full" ? ii(t, s) : l}
      ${o ? n`<div class=${e && !a ? "value demo inner" : "value"}>${e && !a ? is(t, s) : l}${e ? ni(t, s) : ai(t, s)}
            <p class="src"><ha-icon icon=${e ? "mdi:sticker-outline" : "mdi:flask-outline"}></ha-icon><span><bdi>${o.model}</bdi>. ${r(e ? "demo.kind" : "signal.kind")}</span></p></div>` : l}`;
  }
}
function is(i, t) {
  return n`<p class="strip value"><ha-icon icon="mdi:sticker-outline"></ha-icon><span><b>${p(i.texts, "demo.word")}</b> ${p(i.texts, "card.demo", { name: t.name })}</span></p>`;
}
const Fs = ({ clinical: i }) => i !== null && i.risk_percent !== null && !i.contradictions?.length;
function as(i) {
  return n`<span class="ava" aria-hidden="true">${[...i.name][0]}</span>`;
}
const ns = (i) => i.is_themself ? "today" : "people", ei = (i, t) => new Date(i).toDateString() === new Date(t).toDateString();
function Ot(i, t, s = Date.now()) {
  const e = T(t);
  if (!e) return p(i.texts, "people.unseen");
  const a = Math.floor((s - new Date(e).getTime()) / ti);
  return a >= Qe ? k(i, "card.not_seen", a, { days: a }) : p(i.texts, "seen", { when: ei(e, s) ? q(i, e) : S(i, e) });
}
function Tt(i, t, s = Ae()) {
  const e = t.next_input_due;
  return e && e.on <= s ? p(i.texts, "card.due", { what: Ht(i, e.input) }) : "";
}
function rs(i, t) {
  const s = Tt(i, t);
  return `${t.name}: ${Ot(i, t)}${s ? `. ${s}` : ""}`;
}
function ii(i, t) {
  if (!Fs(t)) return l;
  const s = t.clinical, e = (d, h = {}) => p(i.texts, d, h), a = nt(s.risk_percent), r = a ? String(a) : e("risk.fewer"), o = s.horizon_years ?? 10;
  return n`<div class="value risk"><p class="big num"><strong>${r}</strong> <span>${e("risk.of", { years: o })}</span></p>
    <div class="people" role="img" aria-label="${r} ${e("risk.of", { years: o })}">${lt(a, 100)}</div>
    <p class="sub">${s.outcome ? Ms(i, s.outcome) : e("risk.outcome")}. <bdi>${s.equation}</bdi>, ${s.year}. ${e("risk.kind")}</p></div>`;
}
function ai(i, t) {
  const s = (u, w = {}) => p(i.texts, u, w), { trend: e } = t;
  if (!e) return n`<p class="words">${s("card.signal.none")}</p>`;
  if (e.state === "calibrating") return n`<p class="words">${s("card.signal.learning")}</p>`;
  const { current_level: a, baseline_level: r, detectable_change: o } = e, d = s(`card.signal.${e.state}`);
  if (a == null || r == null || o == null) return n`<p class="words">${s("signal.title")}: ${d}</p>`;
  const [h, c] = [Math.max(0, r - o), Math.min(100, r + o)], g = `${s("signal.title")} ${Math.round(a)}, ${d}`;
  return n`<p class="words num">${g}</p>
    <div class="bar" role="img" aria-label="${g}: ${Math.round(h)} – ${Math.round(c)}">
      <span class="band" style="inset-inline:${h}% ${100 - c}%"></span><span class="tick" style="inset-inline-start:${h}%"></span><span class="tick" style="inset-inline-start:${c}%"></span><span class="dot" style="inset-inline-start:${a}%"></span></div>
    <p class="ends num"><span>0</span><span>${s("card.no_chance")}</span><span>100</span></p>`;
}
function ni(i, t) {
  const s = t.reading?.signal_level;
  if (s == null) return n`<p class="words">${p(i.texts, "card.signal.none")}</p>`;
  const e = `${p(i.texts, "demo.title")} ${Math.round(s)}`;
  return n`<p class="words num">${e}</p>
    <div class="bar hatched" role="img" aria-label=${e}><span class="dot" style="inset-inline-start:${s}%"></span></div>
    <p class="ends num"><span>0</span><span>100</span></p>`;
}
f("digitalshadow-person-card", si);
const ri = 270, oi = 150, j = 30, V = 8, li = 28, Z = 30, ct = 864e5, os = 340, di = 48, Mt = 50, E = (i) => Date.parse(`${i}T12:00:00Z`);
function J(i) {
  const t = i.lines.flatMap((s) => [...s.points.map((e) => e.highest), ...s.bands.map((e) => e.high)]);
  return Math.max(0, ...t) <= Mt ? Mt : 100;
}
function hi(i, t) {
  const s = t === "week" ? 7.5 : 31.5, e = [];
  return i.forEach((a, r) => {
    const o = i[r - 1];
    o && (E(a.first_day) - E(o.first_day)) / ct <= s ? e.at(-1).push(a) : e.push([a]);
  }), e;
}
class ci extends z {
  constructor() {
    super(), this.observer = null, this.width = os, this.plain = !1;
  }
  static {
    this.properties = {
      chart: { attribute: !1 },
      locale: { attribute: !1 },
      sentence: { attribute: !1 },
      words: { attribute: !1 },
      plain: { type: Boolean },
      mark: { attribute: !1 },
      width: { state: !0 }
    };
  }
  static {
    this.styles = b`
    :host { display: block; }
    svg { display: block; direction: ltr; }
    text { font-family: inherit; font-size: 13px; fill: var(--ds-ink2); }
    .ink { fill: var(--ds-ink); }
  `;
  }
  connectedCallback() {
    super.connectedCallback(), this.observer = new ResizeObserver(([t]) => {
      this.width = Math.max(240, Math.round(t?.contentRect.width ?? os));
    }), this.observer.observe(this);
  }
  disconnectedCallback() {
    this.observer?.disconnect(), super.disconnectedCallback();
  }
  get isFlagged() {
    return !this.plain || this.mark !== void 0 && this.chart.changes.length > 0;
  }
  get height() {
    return this.plain ? oi + (this.isFlagged ? Z : 0) : ri;
  }
  get above() {
    return this.isFlagged ? Z : 10;
  }
  x(t) {
    const s = E(this.chart.first_day), e = Math.max(E(this.chart.today), s + 7 * ct), a = Math.min(Math.max(typeof t == "number" ? t : E(t), s), e);
    return j + (this.width - j - V) * (a - s) / (e - s);
  }
  y(t) {
    return this.above + (this.height - this.above - li) * (1 - Math.min(t, J(this.chart)) / J(this.chart));
  }
  render() {
    return n`<svg width="100%" height=${this.height} viewBox="0 0 ${this.width} ${this.height}" role="img" aria-label=${this.sentence}>
      ${this.grid()} ${this.chart.lines.map((t) => t.bands.map((s) => this.band(s)))} ${this.gaps()} ${this.isFlagged ? this.flags() : l}
      ${this.chart.lines.map((t) => this.line(t.points))} ${this.months()}
    </svg>`;
  }
  grid() {
    const t = J(this.chart) === Mt && !this.plain ? 10 : J(this.chart) / (this.plain ? 2 : 4);
    return Array.from({ length: J(this.chart) / t + 1 }, (e, a) => a * t).map(
      (e) => A`<line x1=${j} x2=${this.width - V} y1=${this.y(e)} y2=${this.y(e)} stroke="var(--ds-line)"></line>
        <text x=${j - 6} y=${this.y(e) + 4} text-anchor="end">${e}</text>`
    );
  }
  band(t) {
    const [s, e] = [this.x(t.first_day) - 3, this.x(t.last_day) + 3], [a, r] = [this.y(t.high), this.y(t.low)];
    return A`<rect x=${s} width=${e - s} y=${a} height=${Math.max(2, r - a)} rx="3" fill="var(--ds-band)"></rect>
      ${this.plain ? l : A`<text class="ink" x=${Math.min(s + 2, this.width - V - 60)} y=${a - 6}>${this.words.range(Math.round(t.low), Math.round(t.high))}</text>`}`;
  }
  gaps() {
    const t = this.y(0) - 7;
    return this.chart.gaps.map((s) => {
      const [e, a] = [this.x(s.first_day), this.x(s.last_day)], r = Math.min(Math.max((e + a) / 2, j + 34), this.width - V - 34);
      return A`<line x1=${e} x2=${a} y1=${t} y2=${t} stroke="var(--ds-ghost)" stroke-dasharray="1 4" stroke-width="2" stroke-linecap="round"></line>
        ${this.plain ? l : A`<text x=${r} y=${t - 7} text-anchor="middle">${this.words.reason(s.reason)}</text>`}`;
    });
  }
  flags() {
    return this.chart.changes.map((t, s) => {
      const e = this.x(t.on);
      return A`<line x1=${e} x2=${e} y1=${Z - 6} y2=${this.y(0)} stroke="var(--ds-ink2)" stroke-dasharray="4 3"></line>
        <circle cx=${e} cy=${Z - 15} r="10" fill="var(--ds-card)" stroke="var(--ds-ink2)" stroke-width="1.25"></circle>
        <text class="ink" x=${e} y=${Z - 10.5} text-anchor="middle">${this.mark?.(t) ?? s + 1}</text>`;
    });
  }
  line(t) {
    const s = (this.chart.step === "week" ? 3.5 : 15) * ct, e = (r) => this.x(Math.min(E(r.first_day) + s, E(this.chart.today))), a = hi(t, this.chart.step).map(
      (r) => r.map((o, d) => `${d ? "L" : "M"}${e(o).toFixed(1)} ${this.y(o.level).toFixed(1)}`).join("")
    );
    return A`<path d=${a.join("")} fill="none" stroke="var(--ds-data)" stroke-width="2"></path>
      ${t.map(
      (r) => A`<line x1=${e(r)} x2=${e(r)} y1=${this.y(r.highest)} y2=${this.y(r.lowest)} stroke="var(--ds-data)" stroke-opacity=".55" stroke-width="2"></line>
        <circle cx=${e(r)} cy=${this.y(r.level)} r=${this.plain ? 3.5 : 4} fill="var(--ds-data)" stroke="var(--ds-card)" stroke-width="1.5"></circle>`
    )}`;
  }
  /** Names of months where there is room for them; of a long time, years. */
  months() {
    const t = new Date(E(this.chart.first_day)), e = (E(this.chart.today) - t.getTime()) / ct > 500, a = e ? { year: "numeric", timeZone: "UTC" } : { month: "short", timeZone: "UTC" }, r = [];
    let o = j;
    for (let d = new Date(Date.UTC(t.getUTCFullYear(), t.getUTCMonth(), 1, 12)); d.getTime() <= E(this.chart.today); d.setUTCMonth(d.getUTCMonth() + 1)) {
      const h = this.x(d.getTime());
      e && d.getUTCMonth() !== 0 || d < t || h < o || h > this.width - V - 12 || (r.push(A`<text x=${h} y=${this.height - 8} text-anchor="start">${d.toLocaleDateString(this.locale, a)}</text>`), o = h + di);
    }
    return r;
  }
}
f("digitalshadow-chart", ci);
class pi extends O {
  constructor() {
    super(), this.shown = "", this.chart = null, this.failed = null;
  }
  static {
    this.properties = { ...O.properties, chart: { state: !0 }, failed: { state: !0 } };
  }
  static {
    this.styles = [
      ...O.styles,
      b`
      digitalshadow-chart { margin: 4px -6px 0; }
      .kind { max-width: 45%; font-size: 14px; }
      .say, .error { font-size: 14px; }
      .btns { position: relative; z-index: 1; }
      .marks { display: flex; flex-wrap: wrap; gap: 2px 14px; font-size: 13px; color: var(--ds-ink2); }
    `
    ];
  }
  static async getConfigForm() {
    const t = document.querySelector("home-assistant")?.hass;
    if (!t) return { schema: [] };
    const s = (await H(t)).people.filter((e) => e.can_read_record);
    return {
      schema: [
        $t(
          "person",
          s.map((e) => ({ value: e.subentry_id, label: e.name }))
        )
      ],
      computeLabel: await jt(t)
    };
  }
  static async getStubConfig(t) {
    const { people: s } = await H(t), e = s.find((a) => a.is_themself) ?? s.find((a) => a.can_read_record);
    return e ? { person: e.subentry_id } : {};
  }
  getCardSize() {
    return 4;
  }
  getGridOptions() {
    return { columns: 12, rows: "auto", min_columns: 9, min_rows: 4 };
  }
  personOf(t) {
    return t.view.people.find((s) => s.subentry_id === this.config.person);
  }
  /** A new visit moves the line, so it is asked for again. */
  updated() {
    const t = this.home && this.personOf(this.home);
    if (!t?.can_read_record || t.urgent) return;
    const s = `${t.person_id} ${t.reading?.ended_at ?? ""}`;
    s !== this.shown && (this.shown = s, this.fetch(t));
  }
  async fetch(t) {
    try {
      this.chart = await $(this.hass, "trend", t.person_id, { span: "half_year" }), this.failed = null;
    } catch (s) {
      this.chart = null, this.failed = { reason: this.home ? gt(s, this.home.backend) : "" };
    }
  }
  body(t) {
    const s = (d, h = {}) => p(t.texts, d, h), e = this.personOf(t);
    if (!e?.can_read_record) return this.missing(t, "card.not_shared");
    const a = e.trend ?? e.reading ?? this.chart?.lines.at(-1), r = a?.model_kind === "demonstration", o = e.urgent ? s("signal.hidden") : ui(t, e, r);
    return n`<div class=${r ? "card demo" : "card"}>
      ${this.link(t, e.is_themself ? "trend" : "people", `${e.name}. ${o}`)}
      ${r ? n`<p class="strip"><ha-icon icon="mdi:sticker-outline"></ha-icon><span><b>${s("demo.word")}</b> ${s("card.demo", { name: e.name })}</span></p>` : l}
      <div class="who"><div><b><bdi>${e.name}</bdi>, ${s(r ? "demo.title" : "signal.title")}</b><span class="sub">${o}</span></div>
        ${a ? n`<span class="kind"><ha-icon icon=${r ? "mdi:sticker-outline" : "mdi:flask-outline"}></ha-icon><span><bdi>${a.model}</bdi></span></span>` : l}</div>
      ${this.drawn(t, e, o)}</div>`;
  }
  drawn(t, s, e) {
    const a = (c, g = {}) => p(t.texts, c, g);
    if (s.urgent) return n`<p class="say">${a("hidden.why")}</p>`;
    if (this.failed) return this.notLoaded(t, s, this.failed.reason);
    if (!this.chart?.lines.length) return n`<p class="say">${this.chart ? a("card.signal.none") : ""}</p>`;
    const r = {
      range: (c, g) => a("range", { low: _(t, c), high: _(t, g) }),
      reason: (c) => a(`gap.${c}`)
    }, o = this.chart.changes.map((c) => `${v(t, c.on)}: ${a(`change.${c.kind}`, { name: c.name ?? a("change.removed") })}`), d = ({ kind: c }) => `card.mark.${c === "model" || c === "camera" ? c : "picture"}`, h = [...new Set(this.chart.changes.map(d))];
    return n`<digitalshadow-chart plain .chart=${this.chart} .locale=${L(t)} .sentence=${[e, ...o].join(" ")} .words=${r} .mark=${(c) => a(d(c))}></digitalshadow-chart>
      ${h.length ? n`<p class="marks">${h.map((c) => n`<span><b>${a(c)}</b> ${a(`${c}.is`)}</span>`)}</p>` : l}`;
  }
  notLoaded(t, s, e) {
    const a = p(t.texts, "page.trend");
    return n`<p class="error" role="alert">${p(t.texts, "not_loaded", { what: a })} ${e}</p>
      <div class="btns"><button class="btn soft small" @click=${() => this.fetch(s)}>${p(t.texts, "load_again")}</button></div>`;
  }
}
function ui(i, t, s) {
  const e = (r, o = {}) => p(i.texts, r, o), { trend: a } = t;
  return s ? e("demo.trend") : a ? a.state === "calibrating" ? e("card.signal.learning") : t.is_themself ? e(`trend.is_${a.state}`, { day: a.since ? v(i, a.since) : "" }) : `${e("signal.title")} ${e(`card.signal.${a.state}`)}` : e("trend.none");
}
f("digitalshadow-trend-card", pi);
const mi = ["person", "trend", "camera"], F = "digitalshadow";
class gi extends HTMLElement {
  static async generate(t, s) {
    const [e, { texts: a }] = await Promise.all([H(s), yt(s)]), r = (h) => p(a, h), o = [...e.people.map($i), ...bi(e, r("home.cameras"))], d = { type: "grid", cards: [{ type: "custom:digitalshadow-person-card" }] };
    return { title: r("panel"), views: [{ title: r("panel"), type: "sections", max_columns: 3, sections: o.length ? o : [d] }] };
  }
}
function $i(i) {
  const t = [
    { type: "custom:digitalshadow-person-card", people: [i.subentry_id], size: i.clinical?.risk_percent == null ? "bar" : "full" },
    ...i.can_read_record ? [{ type: "custom:digitalshadow-trend-card", person: i.subentry_id }] : []
  ];
  return { type: "grid", cards: [{ type: "heading", heading: i.name }, ...t] };
}
function bi(i, t) {
  if (!i.is_administrator || !i.cameras.length) return [];
  const s = i.cameras.map((e) => ({ type: "custom:digitalshadow-camera-card", camera: e.subentry_id }));
  return [{ type: "grid", cards: [{ type: "heading", heading: t }, ...s] }];
}
function fi(i, t, s) {
  const e = t.entities?.[s];
  if (e?.platform !== F || !e.device_id) return null;
  const a = t.devices?.[e.device_id], r = a?.identifiers?.find(([h]) => h === F)?.[1];
  if (!r || a?.model_id === "home" || a?.model === "Watched camera" !== (i === "camera")) return null;
  const d = i === "person" ? { people: [r], size: "bar" } : { [i === "trend" ? "person" : "camera"]: r };
  return { config: { type: `custom:${F}-${i}-card`, ...d } };
}
function wi() {
  const i = window.customCards ??= [], t = window.customStrategies ??= [];
  if (t.some((a) => a.type === F)) return;
  const s = [];
  for (const a of mi) {
    const r = {
      type: `${F}-${a}-card`,
      name: `Heart health: ${a}`,
      description: "",
      preview: !0,
      getEntitySuggestion: (o, d) => fi(a, o, d)
    };
    i.push(r), s.push([r, `card.${a}`]);
  }
  const e = { type: F, strategyType: "dashboard", name: "Heart health", description: "" };
  t.push(e), s.push([e, "card.dashboard"]), vt(document.documentElement.lang || navigator.language).then(
    (a) => {
      for (const [r, o] of s) Object.assign(r, { name: p(a, o), description: p(a, `${o}.is`) });
    },
    () => {
    }
    // then they keep their English names
  );
}
f("ll-strategy-dashboard-digitalshadow", gi);
wi();
const xi = (i) => (...t) => ({ _$litDirective$: i, values: t });
let vi = class {
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
const yi = {}, ki = (i, t = yi) => i._$AH = t;
const _i = xi(class extends vi {
  constructor() {
    super(...arguments), this.key = l;
  }
  render(i, t) {
    return this.key = i, t;
  }
  update(i, [t, s]) {
    return t !== this.key && (ki(i), this.key = t), s;
  }
}), Si = 5e3, ls = 2, ds = 92;
function Ai(i) {
  const t = new URLSearchParams(i), s = (e, a) => {
    const r = Number(t.get(e) ?? a);
    return Number.isFinite(r) && r > 0 ? r : a;
  };
  return s("distance", ls) / ls * (s("density", ds) / ds) * s("scale", 1);
}
class Ei extends z {
  constructor() {
    super(), this.stop = null, this.swallow = (t) => {
      this.refused || t.stopImmediatePropagation();
    }, this.page = null, this.refused = null;
  }
  static {
    this.properties = {
      hass: { attribute: !1 },
      page: { state: !0 },
      refused: { state: !0 }
    };
  }
  static {
    this.styles = b`
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
    .refused a { display: block; padding-block: 12px; color: inherit; }
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
        this.refused = null, this.show(t.page);
      },
      { type: "digitalshadow/mirror" }
    ), this.stop.catch((t) => {
      this.show(null), t.code === "unauthorized" ? this.refuse() : setTimeout(() => this.isConnected && this.subscribe(), at);
    });
  }
  /** Every word of the server counts as one: it keeps the page, or takes it away at once. */
  show(t) {
    clearTimeout(this.silence), this.page = t, t && (this.silence = setTimeout(() => this.page = null, Si));
  }
  /** Whoever opens this page with another account is told so, on a page they can leave. */
  async refuse() {
    this.refused = await vt(this.hass.language), this.kiosk(!1);
  }
  render() {
    return this.refused ? n`<p class="refused" role="alert">${p(this.refused, "mirror.refused")} <a href="/digitalshadow">${p(this.refused, "panel")}</a></p>` : n`<div class="sheet" popover="manual" style="--u:${Ai(location.search)}px">${this.page ? Ci(this.page) : l}</div>`;
  }
}
function Ci(i) {
  const { headline: t, people: s, bar: e, lines: a, due: r, phone: o } = i;
  return _i(
    t.join(),
    n`<main lang=${i.language}>
      ${t.length ? n`<h1>${t.map((d) => n`<span>${d}</span>`)}</h1>` : l}
      ${s === null ? l : n`<div class="people" aria-hidden="true">${lt(s, 100)}</div>`}
      ${e ? zi(e) : l}
      ${a.map((d) => n`<p class=${d.tone}>${d.text}</p>`)}
      ${r || o ? n`<footer>
            ${r ? n`<p class="due"><ha-icon icon="mdi:heart-pulse"></ha-icon>${r}</p>` : l}
            ${o ? n`<p class="phone"><ha-icon icon="mdi:phone"></ha-icon>${o}</p>` : l}
          </footer>` : l}
    </main>`
  );
}
function zi(i) {
  const { at: t, usual: s } = i;
  return n`<div class=${s ? "bar" : "bar hatched"} aria-hidden="true">
    ${s ? n`<i style="inset-inline:${s[0]}% ${100 - s[1]}%"></i>` : l}<b style="inset-inline-start:${t}%"></b>
  </div>`;
}
f("digitalshadow-mirror", Ei);
const Ys = {
  greeting: "mdi:hand-wave-outline",
  due: "mdi:calendar-clock",
  signal: "mdi:face-recognition",
  risk: "mdi:heart-pulse",
  pulse: "mdi:heart-flash"
}, hs = Object.keys(Ys);
class Di extends m {
  static {
    this.properties = { ...m.properties, mirrors: { state: !0 } };
  }
  static {
    this.styles = [
      x,
      xt,
      b`
      h3 { font-size: 16px; font-weight: 500; margin-block-start: 16px; }
    `
    ];
  }
  constructor() {
    super(), this.mirrors = [];
  }
  firstUpdated() {
    const t = async () => this.mirrors = await $(this.home.hass, "mirrors", this.me.person_id);
    this.loading({ names: ["mirrors.title"], load: t });
  }
  turn(t, s) {
    const e = hs.filter((a) => t.topics[a].on !== (a === s));
    return this.doing(async () => {
      const a = { mirror_id: t.mirror_id, topics: e };
      this.mirrors = await $(this.home.hass, "set_mirror", this.me.person_id, a);
    });
  }
  render() {
    return !this.mirrors.length && !this.unloaded.length ? l : n`<section class="card"><header><h2>${this.t("mirrors.title")}</h2></header>
      <p class="say">${this.t("mirrors.rule")}</p>
      ${this.error ? n`<p class="error" role="alert">${this.error}</p>` : l} ${this.notLoaded()}
      ${this.mirrors.map(
      (t) => n`<h3><bdi>${t.name}</bdi></h3>
        <ul class="rows">${hs.map((s) => this.row(t, s))}</ul>`
    )}
    </section>`;
  }
  row(t, s) {
    const { on: e, limit: a } = t.topics[s], r = `${t.mirror_id}-${s}`, o = a ? `mirrors.limit.${a}` : `mirrors.${s}.${e ? "on" : "off"}`;
    return n`<li><ha-icon icon=${Ys[s]}></ha-icon><div><b id=${r}>${this.t(`mirrors.${s}`)}</b>
        <span class="sub">${this.t(o)}</span></div>
      ${a ? l : n`<button class="sw" role="switch" aria-checked=${e} aria-labelledby=${r} ?disabled=${this.waits}
        @click=${() => this.turn(t, s)}></button>`}</li>`;
  }
}
f("digitalshadow-mirror-choices", Di);
function Ks(i, { phones: t, administrators: s }) {
  const e = t.filter((o) => o.is_told).map((o) => o.name), a = i.view.is_administrator, r = e.length ? p(i.texts, "data.phones.told", { phones: C(i, e) }) : t.length ? p(i.texts, a ? "data.phones.make" : "data.phones.ask", { who: C(i, s) }) : p(i.texts, "data.phones.none");
  return n`<li><ha-icon icon="mdi:cellphone-message"></ha-icon><div><b>${p(i.texts, "data.phones")}</b><span class="sub">${r}</span></div>
    ${a ? n`<a class="btn soft small" href="${i.prefix}/home">${p(i.texts, "page.home")}</a>` : l}</li>`;
}
const Oi = (i, t) => M(i, "entity.sensor.pulse_why_not.state", t);
function Ti(i, t) {
  if (!t.agreed) return l;
  const s = (e, a = {}) => p(i.texts, e, a);
  return n`<section class="card wide"><header><h2>${s("pulse.title")}</h2><span class="kind"><ha-icon icon="mdi:flask-outline"></ha-icon>${s("pulse.kind")}</span></header>
    ${t.latest ? Mi(i, s, t.latest) : n`<p class="say">${s("pulse.none")}</p>`}
    ${t.why_not.length ? n`<p class="say">${s("pulse.why", {
    why: C(
      i,
      t.why_not.map((e) => Oi(i, e))
    )
  })}</p>` : l}
    ${t.medians ? Li(i, s, t.medians) : l}
  </section>`;
}
function Mi(i, t, { bpm: s, seconds: e, is_calm: a, should_count: r, measured_at: o, camera: d }) {
  const h = d ? t("pulse.when", { when: S(i, o), camera: d }) : S(i, o);
  return n`<p class="lead num">${t(a ? "pulse.calm" : "pulse.rate", { bpm: s, seconds: e })}</p>
    ${r ? n`<p class="say"><b>${t("pulse.count")}</b></p>` : l}
    <p class="src"><ha-icon icon="mdi:camera-outline"></ha-icon><span>${h}</span></p>`;
}
function Li(i, t, { today_bpm: s, today_answers: e, week_bpm: a, baseline_bpm: r, baseline_days: o, fewest_days: d, changed_bpm: h }) {
  const c = (u, w) => n`<dt>${t(u)}</dt><dd>${w}</dd>`, g = t("pulse.learning", { day: Math.min(o, d), of: d });
  return n`<dl class="num">
      ${s === null ? l : c("pulse.today", t("pulse.of", { bpm: s, answers: e }))}
      ${a === null ? l : c("pulse.week", _(i, a))}
      ${c("pulse.baseline", r === null ? g : _(i, r))}
    </dl>
    ${h === null ? l : n`<p class="say">${t(h > 0 ? "pulse.higher" : "pulse.lower", { bpm: Math.abs(h) })}</p>`}`;
}
class Ni extends m {
  static {
    this.properties = { ...m.properties, choice: { attribute: !1 } };
  }
  static {
    this.styles = [x, xt];
  }
  constructor() {
    super(), this.choice = null;
  }
  turn(t) {
    return this.doing(async () => {
      const s = await $(this.home.hass, "set_switch", this.me.person_id, { switch: "pulse", on: t });
      this.choice = s.pulse;
    });
  }
  render() {
    const { choice: t } = this;
    if (!t) return l;
    const { cameras: s, agreed: e, may_agree: a } = t;
    return n`<section class="card"><header><h2>${this.t("pulse.title")}</h2></header>
      ${this.error ? n`<p class="error" role="alert">${this.error}</p>` : l}
      <p class="say">${this.t("pulse.what")}</p>
      <ul class="rows"><li><ha-icon icon="mdi:heart-flash"></ha-icon><div><b id="pulse">${this.t("pulse.choice")}</b>
          <span class="sub">${this.t(e ? "pulse.on" : a ? "pulse.off" : "data.server.theirs")} ${s.length ? this.t("pulse.cameras", { cameras: C(this.home, s) }) : this.t("pulse.no_camera")}</span></div>
        <button class="sw" role="switch" aria-checked=${e} aria-labelledby="pulse" ?disabled=${this.waits || !(e || a)}
          @click=${() => this.turn(!e)}></button></li></ul>
    </section>`;
  }
}
f("digitalshadow-pulse-choice", Ni);
class Pi extends m {
  static {
    this.properties = { ...m.properties, data: { attribute: !1 }, sharing: { state: !0 } };
  }
  static {
    this.styles = [
      x,
      xt,
      b`
      .seg { display: flex; margin-block: 12px 8px; }
      .seg button { flex: 1; }
      .ava { width: 44px; height: 44px; border-radius: 50%; background: var(--ds-act-soft); color: var(--ds-act); display: grid; place-items: center; font-weight: 500; font-size: 18px; flex: none; }
      .ask { background: var(--ds-soft); border-radius: 10px; padding: 12px; }
    `
    ];
  }
  constructor() {
    super(), this.sharing = !1;
  }
  get granted() {
    return this.data.others.filter((t) => t.is_granted).map((t) => t.user_id);
  }
  async choose(t, s) {
    const e = await this.doing(async () => {
      await $(this.home.hass, "set_readers", this.me.person_id, { sharing: t, granted: s });
    });
    this.sharing = !1, e && this.dispatchEvent(new CustomEvent("chosen", { detail: { sharing: t, granted: s } }));
  }
  let(t, s) {
    const e = this.granted.filter((a) => a !== t);
    return this.choose(this.data.sharing, s ? [...e, t] : e);
  }
  render() {
    const { data: t } = this;
    return n`<section class="card"><h2>${this.t("data.readers")}</h2>
      <div class="seg" role="group" aria-label=${this.t("data.readers")}>
        <button aria-pressed=${t.sharing === "private"} ?disabled=${this.waits} @click=${() => t.sharing === "private" ? void 0 : this.choose("private", this.granted)}>${this.t("data.is_private")}</button>
        <button aria-pressed=${t.sharing === "shared"} ?disabled=${this.waits} @click=${() => this.sharing = t.sharing === "private"}>${this.t("data.is_shared")}</button>
      </div>
      ${this.error ? n`<p class="error" role="alert">${this.error}</p>` : l}
      ${this.sharing ? n`<div class="ask"><b>${this.t("data.share.ask")}</b><p class="sub">${this.t("data.share.what")}</p>
            <div class="btns"><button class="btn small" ?disabled=${this.waits} @click=${() => this.choose("shared", this.granted)}>${this.t("data.share.yes")}</button>
              <button class="btn line small" @click=${() => this.sharing = !1}>${this.t("data.share.no")}</button></div></div>` : n`<p class="sub">${this.t(`data.${t.sharing}`)}</p>`}
      <ul class="rows">
        ${t.others.map(
      (s) => n`<li><span class="ava" aria-hidden="true">${s.name.slice(0, 1)}</span><div><b id=${s.user_id}><bdi>${s.name}</bdi></b><span class="sub">${this.t(s.is_granted ? "data.reads" : "data.reads_not")}</span></div>
          <button class="sw" role="switch" aria-checked=${s.is_granted} aria-labelledby=${s.user_id} ?disabled=${this.waits} @click=${() => this.let(s.user_id, !s.is_granted)}></button></li>`
    )}
        <li><ha-icon icon="mdi:cog" style="margin:10px"></ha-icon><div><b>${this.t("data.administrators")}</b><span class="sub"><bdi>${C(this.home, t.administrators)}</bdi>. ${this.t("data.administrators.what")}</span></div></li>
      </ul></section>`;
  }
}
f("digitalshadow-readers", Pi);
const Ii = ["templates", "readings", "measurements", "pulses", "documents", "consents"], Ri = 30;
class Ui extends m {
  constructor() {
    super(), this.chosen = (t) => {
      const { sharing: s, granted: e } = t.detail;
      this.data && (this.data = { ...this.data, sharing: s, others: this.data.others.map((a) => ({ ...a, is_granted: e.includes(a.user_id) })) });
    }, this.setAbsence = (t) => {
      const s = Number(t.target.value) || null;
      this.doing(async () => {
        await $(this.home.hass, "set_absence", this.me.person_id, { days: s }), this.data && (this.data = { ...this.data, not_seen_days: s });
      });
    }, this.data = null, this.step = "closed", this.exported = !1;
  }
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
      x,
      xt,
      b`
      dl { display: grid; grid-template-columns: auto 1fr; gap: 8px 16px; margin-block-start: 10px; }
      dt { color: var(--ds-ink2); }
      dd { text-align: end; overflow-wrap: normal; }
      .input.short { width: auto; margin: 0; }
      @media not (min-width: 1080px) { .cols.two { max-width: 560px; margin-inline: auto; } }
    `
    ];
  }
  firstUpdated() {
    const t = async () => this.data = await $(this.home.hass, "data", this.me.person_id);
    this.loading({ names: ["page.data"], load: t });
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
      Te("heart-health-export.json", JSON.stringify(t, null, 2), "application/json"), this.exported = !0;
    });
  }
  withdraw() {
    return this.doing(async () => {
      this.home.withdrawn(await $(this.home.hass, "withdraw", this.me.person_id));
    });
  }
  render() {
    const { data: t } = this;
    return n`<div class="cols two">
      ${this.error ? n`<p class="error wide" role="alert">${this.error}</p>` : l} ${this.notLoaded()}
      ${t ? n`<div class="cols">
                <digitalshadow-readers .home=${this.home} .data=${t} @chosen=${this.chosen}></digitalshadow-readers>
                <digitalshadow-mirror-choices .home=${this.home}></digitalshadow-mirror-choices>
                ${t.pulse ? n`<digitalshadow-pulse-choice .home=${this.home} .choice=${t.pulse}></digitalshadow-pulse-choice>` : l} ${this.leaves(t)}
              </div>
              <div class="cols">${this.switches(t)} ${this.stored(t)} ${this.leaving(t)}</div>` : n`<section class="card" aria-busy=${!this.unloaded.length}><h2>${this.t("data.readers")}</h2></section>`}
    </div>`;
  }
  switches(t) {
    const s = (e, a) => n`<li><ha-icon icon=${a}></ha-icon><div><b id=${e}>${this.t(`data.${e}`)}</b>
          <span class="sub">${this.t(`data.${e}.${t[e] ? "on" : "off"}`)}</span></div>
        <button class="sw" role="switch" aria-checked=${t[e]} aria-labelledby=${e} ?disabled=${this.waits}
          @click=${() => this.turn(e, !t[e])}></button></li>`;
    return n`<section class="card"><header><h2>${this.t("data.switches")}</h2></header>
      <ul class="rows">${s("monitoring", "mdi:face-recognition")} ${s("muted", "mdi:bell-off-outline")} ${this.absence(t)} ${Ks(this.home, t)}</ul></section>`;
  }
  absence({ not_seen_days: t }) {
    const s = Array.from({ length: Ri }, (e, a) => a + 1);
    return n`<li><ha-icon icon="mdi:account-clock-outline"></ha-icon><div><b id="absence">${this.t("data.absence")}</b><span class="sub">${this.t(t ? "data.absence.on" : "data.absence.off")}</span></div>
      <select class="input short" aria-labelledby="absence" ?disabled=${this.waits} @change=${this.setAbsence}>
        <option value="" ?selected=${!t}>${this.t("data.absence.never")}</option>
        ${s.map((e) => n`<option value=${e} ?selected=${e === t}>${k(this.home, "data.absence.days", e, { days: e })}</option>`)}
      </select></li>`;
  }
  leaves({ server: t }) {
    const s = ({ receiver: e, agreed: a, may_agree: r }) => n`<ul class="rows"><li><ha-icon icon="mdi:server-network"></ha-icon><div><b id="server">${this.t("data.server", { receiver: e })}</b>
          <span class="sub">${this.t(`data.server.${a ? "on" : r ? "off" : "theirs"}`, { receiver: e })}</span></div>
        <button class="sw" role="switch" aria-checked=${a} aria-labelledby="server" ?disabled=${this.waits || !(a || r)}
          @click=${() => this.turn("server", !a)}></button></li></ul>
        <p class="sub">${this.t("data.server.owner")}</p>`;
    return n`<section class="card"><header><h2>${this.t("data.leaves")}</h2></header>
      ${t ? s(t) : n`<p class="say">${this.t("data.leaves.nothing")}</p>`}</section>`;
  }
  stored(t) {
    return n`<section class="card"><header><h2>${this.t("data.stored")}</h2></header>
      ${this.counted(t)}
      ${t.consented_at ? n`<p class="src"><ha-icon icon="mdi:shield-lock-outline"></ha-icon><span>${this.t("data.sealed", { day: v(this.home, t.consented_at) })}</span></p>` : l}
      <div class="btns"><button class="btn soft" ?disabled=${this.waits} @click=${this.export}><ha-icon icon="mdi:download-outline"></ha-icon>${this.t("data.export")}</button></div>
    </section>`;
  }
  counted(t) {
    return n`<dl class="num">
      <dt>${this.t("data.kind.pictures")}</dt><dd>${this.t("data.none")}</dd>
      ${Ii.map((s) => n`<dt>${this.t(`data.kind.${s}`)}</dt><dd>${t.stored[s]}</dd>`)}
    </dl>`;
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
f("digitalshadow-data", Ui);
const P = (i) => i.replace(/&lt;/g, "<").replace(/\\([\\`*_{}[\]<>#|~&])/g, "$1"), qi = /^<details><summary>(.*)<\/summary>$/;
function Hi(i, t = null) {
  const s = i.trim().split(/\n{2,}/), e = [];
  for (let a = 0; a < s.length; a += 1) {
    const r = s[a], o = qi.exec(r);
    if (o) {
      const d = s.indexOf("</details>", a), h = s.slice(a + 1, d < 0 ? void 0 : d);
      e.push(n`<details><summary><h3>${P(o[1])}</h3></summary>${h.map(cs)}</details>`), a += h.length + 1;
      continue;
    }
    e.push(cs(r)), t && r.startsWith("## ") && P(r.slice(3)) === t.heading && e.push(n`<div class="people" aria-hidden="true">${lt(t.of_100, 100)}</div>`);
  }
  return e;
}
function cs(i) {
  if (i.startsWith("## ")) return n`<h3>${P(i.slice(3))}</h3>`;
  if (i.startsWith("# ")) return n`<h2>${P(i.slice(2))}</h2>`;
  const t = i.split(`
`);
  return t.every((s) => s.startsWith("- ")) ? n`<ul>${t.map((s) => n`<li>${P(s.slice(2))}</li>`)}</ul>` : t.every((s) => /^\d+\. /.test(s)) ? n`<ol>${t.map((s) => n`<li>${P(s.replace(/^\d+\. /, ""))}</li>`)}</ol>` : n`${t.map((s) => n`<p>${P(s)}</p>`)}`;
}
const Gs = `
  h2 { font-size: 1.35em; font-weight: 500; line-height: 1.25; margin: 4px 0 6px; }
  h3 { font-size: 1.2em; font-weight: 500; line-height: 1.25; margin: 26px 0 6px; break-after: avoid; }
  summary h3 { display: inline; }
  summary { cursor: pointer; margin-block-start: 26px; min-height: 44px; }
  p, li { margin: 0 0 8px; }
  ul, ol { padding-inline-start: 24px; margin: 0; }
  ul { list-style: disc; }
  ol { list-style: decimal; }
  li, tr, .people { break-inside: avoid; }
  .people { display: grid; grid-template-columns: repeat(20, 1fr); gap: 5px 3px; margin-block: 10px 14px; max-width: min(440px, 115mm); }
  .people svg { width: 100%; height: auto; display: block; overflow: visible; }
  .p1 { fill: var(--ds-data, #0072b2); }
  .p0 { fill: none; stroke: var(--ds-ghost, #84898f); }
`;
function ps(i, t) {
  const s = document.createElement("iframe");
  s.setAttribute("sandbox", "allow-same-origin allow-modals"), s.setAttribute("style", "position:fixed;width:0;height:0;border:0"), s.title = t, s.addEventListener("load", () => {
    s.contentWindow?.addEventListener("afterprint", () => s.remove()), s.contentWindow?.print();
  }), s.srcdoc = i, document.body.append(s);
}
function ji(i) {
  const t = i.cloneNode(!0);
  for (const a of t.querySelectorAll("details")) a.setAttribute("open", "");
  const s = document.createElement("html");
  s.lang = i.lang, s.dir = i.dir, s.innerHTML = `<head><meta charset="utf-8"><style>body{font:12pt/1.5 sans-serif;margin:15mm;color:#000}${Gs}</style></head>`;
  const e = document.createElement("body");
  return e.append(...t.childNodes), s.append(e), `<!doctype html>${s.outerHTML}`;
}
const us = [18, 21, 24], Wi = ["handout", "fhir"], ms = 600;
class Bi extends m {
  constructor() {
    super(), this.anew = () => this.doing(async () => {
      await $(this.home.hass, "make_report", this.who.person_id, { language: this.language, format: "markdown" }), this.earlier = this.shownAt = null, await this.fetchKept();
    }), this.lookBack = () => this.doing(async () => {
      this.earlier = await $(this.home.hass, "earlier_reports", this.who.person_id);
    }), this.share = () => {
      const t = this.renderRoot.querySelector("article").innerText;
      navigator.share({ title: this.t("page.report"), text: t }).catch(() => {
      });
    }, this.printHandout = () => this.doing(async () => {
      const t = await fetch(this.links.handout);
      if (!t.ok) throw new Error(this.t("report.over"));
      ps(await t.text(), this.t("report.handout"));
    }), this.printArticle = () => ps(ji(this.renderRoot.querySelector("article")), this.t("page.report")), this.languages = [], this.language = "", this.size = 0, this.whole = !1, this.links = {}, this.earlier = null, this.shownAt = null;
  }
  static {
    this.properties = {
      ...m.properties,
      person: { attribute: !1 },
      kept: { state: !0 },
      languages: { state: !0 },
      language: { state: !0 },
      size: { state: !0 },
      whole: { state: !0 },
      links: { state: !0 },
      earlier: { state: !0 },
      shownAt: { state: !0 }
    };
  }
  static {
    this.styles = [
      x,
      b`
      .paper { max-width: 720px; margin-inline: auto; line-height: 1.55; padding: 20px; }
      .tools, .beside { max-width: 720px; margin: 0 auto 12px; }
      .tools { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }
      .beside { margin-block: 12px 0; }
      select { min-height: 44px; border-radius: 999px; border: 1.5px solid var(--ds-ghost); background: var(--ds-card); color: var(--ds-ink); padding-inline: 14px; }
      .btn ha-icon { --mdc-icon-size: 18px; color: inherit; }
    `,
      b`.paper { ${_s(Gs)} }`
    ];
  }
  connectedCallback() {
    super.connectedCallback(), this.renewal = setInterval(() => {
      this.sign();
    }, ms * 1e3 / 2);
  }
  disconnectedCallback() {
    clearInterval(this.renewal), super.disconnectedCallback();
  }
  firstUpdated() {
    this.begin();
  }
  /** The files for the doctor are there without a kept report, and without a choice of languages. */
  async begin() {
    const t = async () => this.languages = await this.home.hass.callWS({ type: "digitalshadow/report_languages" }), s = async () => {
      await this.fetchKept(), this.language = this.kept?.language ?? this.language;
    };
    await this.loading({ names: ["report.language"], load: t }, { names: ["page.report"], load: s }), this.language ||= this.ownLanguage();
  }
  /** The addresses of the files hold the language. */
  updated(t) {
    t.has("language") && this.language && this.sign();
  }
  get who() {
    return this.person ?? this.me;
  }
  async fetchKept() {
    this.kept = await $(this.home.hass, "report", this.who.person_id);
  }
  ownLanguage() {
    const t = this.home.hass.language;
    return this.languages.find((s) => s === t) ?? this.languages.find((s) => t.startsWith(s)) ?? "en";
  }
  /** Has the addresses of the files signed, so that another tab or app opens them as this account. */
  sign() {
    return this.loading(...Wi.map((t) => ({ names: [`report.${t}`], load: () => this.signOne(t) })));
  }
  async signOne(t) {
    const { language: s } = this, e = `/api/digitalshadow/report/${this.who.person_id}/${s}/${t}`, a = await this.home.hass.callWS({ type: "auth/sign_path", path: e, expires: ms });
    s === this.language && (this.links = { ...this.links, [t]: a.path });
  }
  /** A report is made in a language; to read it in another one a new one is made. */
  async speak(t) {
    this.language = t.target.value, this.links = {}, this.kept && this.kept.language !== this.language && await this.anew();
  }
  get shown() {
    return this.earlier?.find((t) => t.made_at === this.shownAt) ?? this.kept;
  }
  render() {
    const { shown: t } = this;
    return n`<div class="tools">
        ${t ? n`<button class="btn small" @click=${this.printArticle}><ha-icon icon="mdi:printer-outline"></ha-icon>${this.t("report.print")}</button>` : l}
        ${t && "share" in navigator ? n`<button class="btn soft small" @click=${this.share}><ha-icon icon="mdi:share-variant"></ha-icon>${this.t("report.share")}</button>` : l}
        ${t === null ? n`<button class="btn small" ?disabled=${this.waits} @click=${this.anew}>${this.t("report.new")}</button>` : l}
        ${this.languages.length ? this.choice() : l}
        <button class="btn line small" aria-label="A+, ${this.t("report.larger")}" @click=${() => this.size = (this.size + 1) % us.length}>A+</button>
      </div>
      ${this.error ? n`<p class="tools error" role="alert">${this.error}</p>` : l}
      ${this.unloaded.length ? n`<div class="tools">${this.notLoaded()}</div>` : l}
      ${t ? this.paper(t) : this.blank(t === null)}
      <section class="card beside"><h2>${this.t("report.doctor")}</h2>
        <ul class="rows">
          ${this.file("handout", "mdi:stethoscope", this.t("report.open"), n`<button class="btn soft small" aria-label="${this.t("report.print")}: ${this.t("report.handout")}" ?disabled=${this.waits} @click=${this.printHandout}>${this.t("report.print")}</button>`)}
          ${this.file("fhir", "mdi:download-outline", this.t("report.save"))}
        </ul>
        <p class="sub">${this.t("report.makes")}</p></section>
      ${this.kept ? this.lookedBack() : l}`;
  }
  /** Where the report will stand: none was made, or it is awaited; nothing where it did not come, which is said above. */
  blank(t) {
    return t ? n`<p class="card paper">${this.t("report.none")}</p>` : this.unloaded.length ? l : n`<p class="card paper" aria-busy="true"></p>`;
  }
  choice() {
    return n`<label><span class="sr">${this.t("report.language")}</span>
      <select ?disabled=${this.waits} @change=${this.speak}>
        ${this.languages.map((t) => n`<option value=${t} lang=${t} ?selected=${t === this.language}>${gs(t)}</option>`)}
      </select></label>`;
  }
  /** A real link, which every browser and app opens in its own way; without an address it leads nowhere. */
  file(t, s, e, a) {
    const r = this.links[t];
    return n`<li><ha-icon icon=${s}></ha-icon><div><b>${this.t(`report.${t}`)}</b><span class="sub">${this.t(`report.${t}.what`)}</span></div>
      ${r ? n`${a ?? l}<a class="btn soft small" href=${r} target="_blank" rel="noopener" aria-label="${e}: ${this.t(`report.${t}`)}">${e}</a>` : l}</li>`;
  }
  lookedBack() {
    const { earlier: t } = this;
    return t ? n`<section class="card beside"><h2>${this.t("report.earlier")}</h2>
      ${t.length ? l : n`<p class="say">${this.t("report.earlier.none")}</p>`}
      <ul class="rows">${t.map((s) => {
      const e = S(this.home, s.made_at);
      return n`<li><ha-icon icon="mdi:file-document-outline"></ha-icon><div><b>${e}</b><span class="sub"><span lang=${s.language}>${gs(s.language)}</span>. <bdi>${s.model}</bdi></span></div>
          <button class="btn soft small" aria-pressed=${s.made_at === this.shownAt} aria-label="${this.t("people.read")}: ${e}" @click=${() => this.show(s.made_at)}>${this.t("people.read")}</button></li>`;
    })}</ul>
      <p class="sub">${this.t("report.earlier.what")}</p></section>` : n`<div class="beside"><button class="btn line small" ?disabled=${this.waits} @click=${this.lookBack}>${this.t("report.earlier")}</button></div>`;
  }
  show(t) {
    this.shownAt = t, this.whole = !1, window.scrollTo(0, 0);
  }
  paper(t) {
    const s = t.whole_markdown !== t.markdown, e = t === this.kept;
    return n`<article class="card paper" lang=${t.language} dir="auto" style="font-size:${us[this.size]}px">
        ${Hi(this.whole ? t.whole_markdown : t.markdown, t.people)}
      </article>
      <div class="beside">
        <p class="sub">${this.t("report.made", { when: S(this.home, t.made_at) })}
          <bdi>${t.model}</bdi>: ${this.t(t.model_kind === "demonstration" ? "demo.model" : "signal.model")}</p>
        <div class="btns">
          ${s && !this.whole ? n`<button class="btn line small" @click=${() => this.whole = !0}>${this.t("report.whole")}</button>` : l}
          ${e ? n`<button class="btn line small" ?disabled=${this.waits} @click=${this.anew}>${this.t("report.new")}</button>` : n`<button class="btn line small" @click=${() => this.show(null)}>${this.t("report.latest")}</button>`}
        </div>
        ${e ? l : n`<p class="sub">${this.t("report.is_earlier")}</p>`}
      </div>`;
  }
}
function gs(i) {
  return new Intl.DisplayNames([i], { type: "language" }).of(i) ?? i;
}
f("digitalshadow-report", Bi);
class Fi extends m {
  constructor() {
    super(), this.known = "", this.seen = {}, this.messages = {};
  }
  static {
    this.properties = { ...m.properties, seen: { state: !0 }, messages: { state: !0 } };
  }
  static {
    this.styles = [
      x,
      b`
      .card > .who { justify-content: flex-start; gap: 12px; flex-wrap: nowrap; }
      .who > div { min-width: 0; }
      .who h2 { font-size: 18px; }
      .ava { width: 44px; height: 44px; border-radius: 50%; background: var(--ds-act-soft); color: var(--ds-act); display: grid; place-items: center; font-weight: 500; font-size: 18px; flex: none; }
      .lead { margin-block-start: 14px; }
      .missed { font-size: 22px; font-weight: 500; }
      .presence { display: grid; grid-template-columns: repeat(14, 1fr); gap: 5px; margin-block: 12px 4px; max-width: 420px; }
      .presence i { aspect-ratio: 1; border-radius: 50%; background: var(--ds-data); max-width: 20px; }
      .presence i.no { background: none; box-shadow: inset 0 0 0 1.5px var(--ds-ghost); }
      .ends { display: flex; justify-content: space-between; max-width: 420px; font-size: 13px; color: var(--ds-ink2); }
      .urgent { background: var(--ds-urg-soft); border: 2px solid var(--ds-urg-line); color: var(--ds-urg); border-radius: 10px; padding: 12px; margin-block-start: 12px; }
    `
    ];
  }
  /** Who was seen in between moves a dot. */
  updated() {
    const t = Ct(this.home.view).filter((e) => e.can_read_record), s = t.map((e) => `${e.person_id} ${T(e)}`).join();
    s !== this.known && (this.known = s, this.loading(...t.flatMap((e) => this.partsOf(e.person_id))));
  }
  partsOf(t) {
    const { hass: s } = this.home;
    return [
      { of: t, names: ["visits.title"], load: async () => {
        const r = await $(s, "presence", t);
        this.seen = { ...this.seen, [t]: r };
      } },
      { of: t, names: ["data.phones"], load: async () => {
        const r = await $(s, "messages", t);
        this.messages = { ...this.messages, [t]: r };
      } }
    ];
  }
  render() {
    const t = Ct(this.home.view), s = t.find((a) => a.person_id === this.home.path[0] && a.can_read_record);
    if (s) return this.report(s);
    const e = (a) => this.seen[a.person_id]?.days_unseen ?? -1;
    return n`<div class="hello"><h2>${this.t("people.title")}</h2><span class="sub">${this.t("people.what")}</span></div>
      <div class="cols two">${[...t].sort((a, r) => e(r) - e(a)).map((a) => this.card(a))}</div>`;
  }
  report(t) {
    return n`<p class="sub"><a class="more" href="${this.home.prefix}/people">${this.t("people.back")}</a></p>
      <div class="hello"><h2><bdi>${t.name}</bdi></h2></div>
      <digitalshadow-report .home=${this.home} .person=${t}></digitalshadow-report>`;
  }
  card(t) {
    return n`<section class="card">
      <header class="who"><span class="ava" aria-hidden="true">${t.name.slice(0, 1)}</span>
        <div><h2><bdi>${t.name}</bdi></h2><span class="sub">${this.t(t.can_read_record ? "people.lets_all" : "people.lets_values")}</span></div></header>
      ${t.urgent ? n`<p class="urgent" role="alert"><b>${this.t("people.urgent")} <bdi dir="ltr">${t.urgent.systolic_mmhg ?? "–"} / ${t.urgent.diastolic_mmhg ?? "–"}</bdi></b><br />${this.t("urgent.measured", { when: `${mt(this.home, t.urgent.measured_at)}, ${q(this.home, t.urgent.measured_at)}` })}</p>` : l}
      ${this.presence(t)} ${this.notLoaded(t.person_id)}
      ${this.rows(t)}
    </section>`;
  }
  presence(t) {
    const s = this.seen[t.person_id], e = s?.last_seen_at ?? T(t), a = s?.days_unseen ?? 0, r = e ? `${mt(this.home, e)}, ${q(this.home, e)}` : "", o = e ? a > 1 ? k(this.home, "people.missed", a, { days: a }) : Ps(this.home, e) : this.t("people.unseen");
    if (!s) return n`<p class="lead">${o}</p>${this.paused(t)}`;
    const d = s.days.filter(Boolean).length;
    return n`<p class="lead ${a > 1 ? "missed" : ""}">${o}</p>
      <div class="presence" role="img" aria-label=${this.t("people.dots", { count: d, of: s.days.length })}>${s.days.map((h) => n`<i class=${h ? "" : "no"}></i>`)}</div>
      <p class="ends"><span>${v(this.home, s.first_day)}</span><span>${this.t("day.today")}</span></p>
      ${a > 1 ? n`<p class="say">${this.t("people.last", { when: r })} ${this.cameras(s)}</p><p class="sub">${this.t("people.not_alarm")}</p>` : l}
      ${this.paused(t)}`;
  }
  paused(t) {
    return t.monitoring ? l : n`<p class="sub">${this.t("people.paused")}</p>`;
  }
  cameras({ cameras: t, cameras_off: s }) {
    return s === t ? this.t("people.cameras_off") : s ? this.t("people.camera_off", { off: s, of: t }) : this.t("people.cameras_work");
  }
  rows(t) {
    const { next_input_due: s, trend: e } = t, a = this.messages[t.person_id], r = e && e.model_kind === "livecad" && e.state !== "calibrating" && !t.urgent;
    return n`<ul class="rows">
      ${s ? n`<li><ha-icon icon="mdi:calendar-clock"></ha-icon><div><b>${this.t("people.due", { what: Ht(this.home, s.input) })}</b><span class="sub">${v(this.home, s.on)}</span></div></li>` : l}
      ${r ? n`<li><ha-icon icon="mdi:face-recognition"></ha-icon><div><b>${this.t(`people.signal.${e.state}`)}</b><span class="sub"><bdi>${e.model}</bdi>. ${this.t("signal.model")}</span></div></li>` : l}
      ${t.can_read_record ? n`<li><ha-icon icon="mdi:file-document-outline"></ha-icon><div><b>${this.t("page.report")}</b></div><a class="btn soft small" href="${this.home.prefix}/people/${t.person_id}">${this.t("people.read")}</a></li>` : l}
      ${a ? Ks(this.home, a) : l}
    </ul>`;
  }
}
f("digitalshadow-people", Fi);
function Wt(i) {
  const t = i.normalize("NFKC").trim().replace(",", ".");
  return /^\d+(\.\d+)?$/.test(t) ? Number(t) : null;
}
const Yi = (i, t) => i.toLocaleString(t, { useGrouping: !1, maximumFractionDigits: 2, numberingSystem: "latn" }), $s = 10, Vs = "systolic_mmhg", Zs = "diastolic_mmhg";
function Ki(i) {
  const t = /* @__PURE__ */ new Map(), s = [];
  for (const e of i) {
    const a = e.measure === Vs || e.measure === Zs, r = `${a ? "pressure" : e.measure} ${e.measured_at} ${e.is_typed}`;
    a ? t.has(r) ? t.get(r).values.push(e) : t.set(r, { key: r, values: [e] }) : s.push({ key: r, values: [e] });
  }
  for (const { values: e } of t.values()) e.sort((a, r) => r.measure.localeCompare(a.measure));
  return { pressures: [...t.values()], others: s };
}
class Gi extends m {
  static {
    this.properties = {
      ...m.properties,
      listed: { state: !0 },
      changing: { state: !0 },
      deleting: { state: !0 },
      said: { state: !0 },
      shown: { state: !0 }
    };
  }
  static {
    this.styles = [
      x,
      b`
      .dayhead { font-size: 14px; font-weight: 500; color: var(--ds-ink2); padding-block: 16px 2px; }
      li.ask { flex-direction: column; align-items: stretch; background: var(--ds-soft); border-radius: 10px; padding: 12px; border: 0; }
      .inputs { display: flex; flex-wrap: wrap; gap: 8px; }
      .inputs label { flex: 1; min-width: 120px; font-size: 14px; color: var(--ds-ink2); }
    `
    ];
  }
  constructor() {
    super(), this.listed = null, this.changing = "", this.deleting = !1, this.said = "", this.shown = $s;
  }
  firstUpdated() {
    this.fetch();
  }
  fetch() {
    const t = async () => this.listed = await $(this.home.hass, "measurements", this.me.person_id);
    return this.loading({ names: ["measure.values"], load: t });
  }
  open(t) {
    this.changing = t.key, this.deleting = !1, this.error = "";
  }
  async save(t, s) {
    s.preventDefault();
    const e = new FormData(s.target), a = t.values.map((r) => ({ measure: r.measure, value: Wt(String(e.get(r.measure))), unit: r.unit, unit_is_sure: !0 }));
    if (a.some((r) => r.value === null)) {
      this.error = this.t("measure.no_number");
      return;
    }
    await this.changed(
      "measure.corrected",
      () => $(this.home.hass, "add_measurements", this.me.person_id, { values: a, measured_at: t.values[0].measured_at })
    );
  }
  delete(t) {
    return this.changed("measure.deleted", async () => {
      for (const { measure: s, measured_at: e } of t.values) await $(this.home.hass, "delete_measurement", this.me.person_id, { measure: s, measured_at: e });
    });
  }
  async changed(t, s) {
    await this.doing(async () => {
      await s();
    }) && (this.changing = "", this.said = this.t(t), await this.fetch());
  }
  render() {
    const { listed: t } = this, { pressures: s, others: e } = Ki(t ?? []);
    return n`<div class="hello"><h2>${this.t("measure.values")}</h2><span class="sub">${this.t("measure.values.how")}</span></div>
      <p class="sr" role="status">${this.said}</p>
      ${this.error && !this.changing ? n`<p class="error" role="alert">${this.error}</p>` : l} ${this.notLoaded()}
      <div class="cols">
        ${t && !t.length ? n`<p class="card">${this.t("measure.none")}</p>` : l}
        ${s.length ? this.card(this.t("measure.title"), s) : l}
        ${e.length ? this.card(this.t(s.length ? "measure.others" : "measure.values"), e) : l}
        ${this.me.can_change ? n`<a class="btn" href="${this.home.prefix}/measure/add"><ha-icon icon="mdi:plus"></ha-icon>${this.t("measure.add")}</a>` : l}
      </div>`;
  }
  card(t, s) {
    const e = s.slice(0, this.shown);
    return n`<section class="card">
      <header><h2>${t}</h2><span class="kind num">${k(this.home, "measure.count", s.length)}</span></header>
      ${Ts(e, (a) => a.values[0].measured_at).map(([a, r]) => n`<h3 class="dayhead">${mt(this.home, a)}</h3><ul class="rows">${r.map((o) => this.row(o))}</ul>`)}
      ${e.length < s.length ? n`<button class="more" @click=${() => this.shown += 5 * $s}>${k(this.home, "measure.more", s.length - e.length)}</button>` : l}
    </section>`;
  }
  row(t) {
    const [s] = t.values, e = s.measure === Vs || s.measure === Zs, a = t.values.map((d) => _(this.home, d.value)).join(" / "), r = e && t.values.length > 1 ? "" : `${Q(this.home, s.measure)}: `, o = n`<div><b class="num">${r}<bdi dir="ltr">${a} ${s.unit}</bdi></b>
      <span class="sub">${q(this.home, s.measured_at)}, ${this.t(s.is_typed ? "measure.typed" : "measure.sensor")}</span></div>`;
    return !s.is_typed || !this.me.can_change ? n`<li>${bt(s.measure)}${o}</li>` : this.changing !== t.key ? n`<li>${bt(s.measure)}${o}<button class="btn line small" @click=${() => this.open(t)}>${this.t("measure.change")}</button></li>` : this.deleting ? this.asking(t, o) : this.editing(t, o);
  }
  asking(t, s) {
    return n`<li class="ask">${s}<b>${this.t("measure.delete.ask")}</b>
      ${this.error ? n`<p class="error" role="alert">${this.error}</p>` : l}
      <div class="btns"><button class="btn danger small" ?disabled=${this.waits} @click=${() => this.delete(t)}>${this.t("delete")}</button>
        <button class="btn line small" @click=${() => this.changing = ""}>${this.t("keep")}</button></div></li>`;
  }
  editing(t, s) {
    return n`<li class="ask">${s}
      <form class="inputs" @submit=${(e) => this.save(t, e)}>
        ${t.values.map(
      (e) => n`<label>${Q(this.home, e.measure)}${e.unit ? `, ${e.unit}` : ""}
          <input class="input" name=${e.measure} inputmode="decimal" autocomplete="off" .value=${Yi(e.value, this.locale)} /></label>`
    )}
        ${this.error ? n`<p class="error" role="alert">${this.error}</p>` : l}
        <div class="btns" style="width:100%;margin:0"><button class="btn small" ?disabled=${this.waits}>${this.t("save")}</button>
          <button class="btn danger small" type="button" @click=${() => this.deleting = !0}>${this.t("delete")}</button>
          <button class="btn line small" type="button" @click=${() => this.changing = ""}>${this.t("cancel")}</button></div>
        <p class="sub">${v(this.home, t.values[0].measured_at)}</p>
      </form></li>`;
  }
}
const Vi = [
  [/mmhg/, "mdi:heart-pulse"],
  [/weight/, "mdi:scale-bathroom"],
  [/height/, "mdi:human-male-height"],
  [/steps|activity/, "mdi:walk"],
  [/sleep/, "mdi:sleep"],
  [/points/, "mdi:food-apple-outline"]
], bt = (i) => n`<ha-icon icon=${Vi.find(([t]) => t.test(i))?.[1] ?? "mdi:test-tube"}></ha-icon>`;
f("digitalshadow-all-values", Gi);
const Zi = /_mmhg$/, Ji = "perhaps_g_l";
class Xi extends m {
  static {
    this.properties = {
      ...m.properties,
      forms: { state: !0 },
      measure: { state: !0 },
      unsure: { state: !0 },
      said: { state: !0 }
    };
  }
  static {
    this.styles = [
      x,
      b`
      .choice { width: 100%; display: flex; align-items: center; gap: 12px; min-height: 56px; padding: 0; }
      .choice b { flex: 1; }
      form { display: grid; gap: 14px; margin-block-start: 12px; }
      label { font-size: 15px; color: var(--ds-ink2); }
      .two { display: grid; grid-template-columns: 1fr auto; gap: 8px; align-items: end; }
    `
    ];
  }
  constructor() {
    super(), this.forms = null, this.measure = "", this.unsure = !1, this.said = "";
  }
  firstUpdated() {
    this.measure = this.home.path[1] ?? "", this.fetch();
  }
  fetch() {
    const t = async () => {
      const s = await $(this.home.hass, "measures", this.me.person_id);
      this.forms = s.filter((e) => !Zi.test(e.measure));
    };
    return this.loading({ names: ["measure.add"], load: t });
  }
  async save(t, s) {
    s.preventDefault();
    const e = new FormData(s.target), a = Wt(String(e.get("value")));
    if (a === null) {
      this.error = this.t("measure.no_number");
      return;
    }
    const r = String(e.get("when") ?? "");
    await this.doing(async () => {
      try {
        await $(this.home.hass, "add_measurements", this.me.person_id, {
          values: [{ measure: t.measure, value: a, unit: String(e.get("unit") ?? t.units[0]), unit_is_sure: this.unsure }],
          ...r ? { measured_at: new Date(r).toISOString() } : {}
        });
      } catch (d) {
        throw this.unsure = De(d) === Ji, d;
      }
    }) && (this.said = this.t("measure.added", { name: Q(this.home, t.measure) }), this.measure = "", this.unsure = !1, await this.fetch());
  }
  render() {
    const t = this.forms?.find((s) => s.measure === this.measure);
    return n`<div class="hello"><h2>${this.t("measure.add")}</h2><span class="sub">${this.t("measure.add.how")}</span></div>
      <p class=${this.said ? "say" : "sr"} role="status">${this.said}</p>
      ${t ? this.form(t) : this.choices()}
      <a class="more" href="${this.home.prefix}/measure/values">${this.t("measure.values")}</a>`;
  }
  choices() {
    return n`${this.notLoaded()}
      <section class="card" aria-busy=${this.forms === null && !this.unloaded.length}><ul class="rows">
        <li><a class="choice" style="color:inherit;text-decoration:none" href="${this.home.prefix}/measure">${bt("systolic_mmhg")}<b>${this.t("measure.title")}</b></a></li>
        ${(this.forms ?? []).map((t) => n`<li><button class="choice" @click=${() => this.choose(t.measure)}>${bt(t.measure)}<b>${Q(this.home, t.measure)}</b></button></li>`)}
      </ul></section>`;
  }
  choose(t) {
    this.measure = t, this.said = "", this.error = "", this.unsure = !1;
  }
  form(t) {
    return n`<section class="card"><h2>${Q(this.home, t.measure)}</h2>
      <form @submit=${(s) => this.save(t, s)}>
        <div class="two"><label>${this.t("measure.value")}<input class="input large" name="value" inputmode="decimal" autocomplete="off" required /></label>
          ${t.units.length > 1 ? n`<label>${this.t("measure.unit")}<select class="input" name="unit" @change=${() => this.unsure = !1}>${t.units.map((s) => n`<option value=${s}>${s}</option>`)}</select></label>` : n`<span class="sub" style="padding-block-end:20px">${t.units[0]}</span>`}</div>
        <label>${this.t("measure.when")}<input class="input" type="datetime-local" name="when" /></label>
        ${this.error ? n`<p class="error" role="alert">${this.error}</p>` : l}
        <div class="btns" style="margin:0"><button class="btn" ?disabled=${this.waits}>${this.t(this.unsure ? "measure.sure" : "save")}</button>
          <button class="btn line" type="button" @click=${() => this.choose("")}>${this.t("cancel")}</button></div>
      </form></section>`;
  }
}
f("digitalshadow-add-value", Xi);
const bs = { upper: "", lower: "", at: "upper" }, Lt = { low: 70, high: 260 }, Js = { low: 30, high: 160 }, Xs = 3, R = (i) => i.length === Xs || i.length === 2 && Number(i[0]) > 2;
function Qi(i, t) {
  const s = i[i.at];
  if (s.length >= Xs || s === "" && t === "0") return i;
  const e = { ...i, [i.at]: s + t };
  return i.at === "upper" && R(e.upper) ? { ...e, at: "lower" } : e;
}
function fs(i) {
  const t = i.at === "lower" && i.lower === "" ? "upper" : i.at;
  return { ...i, at: t, [t]: i[t].slice(0, -1) };
}
const ta = (i) => ({ upper: i.lower, lower: i.upper, at: "lower" });
function Qs({ upper: i, lower: t }) {
  return R(i) && St(i, Lt) && !R(t) ? "upper_range" : !R(i) || !R(t) ? null : Number(t) >= Number(i) ? "swapped" : St(i, Lt) ? "upper_range" : St(t, Js) ? "lower_range" : null;
}
const sa = (i) => R(i.upper) && R(i.lower) && Qs(i) === null, St = (i, t) => Number(i) < t.low || Number(i) > t.high, ea = 60, ia = 7;
class aa extends m {
  constructor() {
    super(), this.onKey = (t) => {
      if (!(t.ctrlKey || t.metaKey || t.altKey || t.defaultPrevented)) {
        if (/^\d$/.test(t.key)) this.type(t.key);
        else if (t.key === "Backspace") this.typed = fs(this.typed);
        else return;
        t.preventDefault();
      }
    }, this.typed = bs, this.diary = null, this.said = "", this.rest = 0;
  }
  static {
    this.properties = {
      ...m.properties,
      typed: { state: !0 },
      diary: { state: !0 },
      said: { state: !0 },
      rest: { state: !0 }
    };
  }
  static {
    this.styles = [
      x,
      b`
      .hello { padding-block-end: 10px; }
      .week { display: grid; grid-template-columns: auto repeat(7, 1fr); gap: 6px 4px; align-items: center; font-size: 13px; color: var(--ds-ink2); text-align: center; }
      .week .part { text-align: start; padding-inline-end: 8px; }
      .week .c { height: 24px; border-radius: 6px; box-shadow: inset 0 0 0 1.25px var(--ds-ghost); line-height: 24px; }
      .week .on { background: var(--ds-data); color: var(--ds-on-data); box-shadow: none; }
      .week .now { box-shadow: inset 0 0 0 2.5px var(--ds-act); color: var(--ds-ink); }
      .week .now.on { color: var(--ds-on-data); }
      .week .today { color: var(--ds-ink); font-weight: 500; }
      .fields { display: grid; grid-template-columns: 1fr 1fr; gap: 12px; margin-block: 12px; }
      .field { border: 1.5px solid var(--ds-ghost); border-radius: 12px; padding: 8px 12px 6px; background: var(--ds-card); }
      .field span { font-size: 15px; color: var(--ds-ink2); }
      .field b { display: block; font-size: 40px; font-weight: 500; line-height: 1.15; min-height: 46px; }
      .field[aria-pressed="true"] { border: 3px solid var(--ds-act); padding: 6.5px 10.5px 4.5px; }
      .field[aria-pressed="true"] span { color: var(--ds-act); font-weight: 500; }
      .note { display: flex; align-items: center; gap: 8px; min-height: 48px; font-size: 15px; }
      .note span { flex: 1; }
      .pad { display: grid; grid-template-columns: repeat(3, 1fr); gap: 8px; direction: ltr; }
      .pad button { height: 68px; border-radius: 14px; background: var(--ds-card); border: 1px solid var(--ds-line); color: var(--ds-ink); font-size: 28px; display: grid; place-items: center; padding: 0; }
      .pad .go { background: var(--ds-act); color: var(--ds-on-act); font-size: 18px; font-weight: 500; border: 0; text-align: center; }
      .links { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 16px; padding: 4px 4px 0; }
    `
    ];
  }
  connectedCallback() {
    super.connectedCallback(), window.addEventListener("keydown", this.onKey);
  }
  disconnectedCallback() {
    window.removeEventListener("keydown", this.onKey), clearInterval(this.timer), super.disconnectedCallback();
  }
  firstUpdated() {
    this.fetch();
  }
  fetch() {
    const t = async () => this.diary = await $(this.home.hass, "diary", this.me.person_id);
    return this.loading({ names: ["measure.title"], load: t });
  }
  type(t) {
    this.typed = Qi(this.typed, t), this.said = "";
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
    }) && (this.said = this.t("measure.saved", { upper: t, lower: s }), this.typed = bs, await this.fetch(), this.diary?.taken === 1 && this.wait());
  }
  /** A minute's rest before the second one. */
  wait() {
    clearInterval(this.timer), this.rest = ea, this.timer = setInterval(() => {
      this.rest -= 1, this.rest <= 0 && clearInterval(this.timer);
    }, 1e3);
  }
  render() {
    return n`<div class="hello"><h2>${this.t("measure.title")}</h2><span class="sub">${this.place()}</span></div>
      ${this.notLoaded()} ${this.diary ? this.week(this.diary) : l}
      <div class="fields num">${this.field("upper")} ${this.field("lower")}</div>
      ${this.note()}
      <div class="pad num">
        ${["1", "2", "3", "4", "5", "6", "7", "8", "9"].map((t) => this.key(t))}
        <button aria-label=${this.t("measure.back")} @click=${() => this.typed = fs(this.typed)}>
          <ha-icon icon="mdi:backspace-outline"></ha-icon>
        </button>
        ${this.key("0")}
        <button class="go" ?disabled=${this.waits || !sa(this.typed)} @click=${this.save}>${this.t("save")}</button>
      </div>
      <p class="links">
        ${["values", "add", "questions"].map((t) => n`<a class="more" href="${this.home.prefix}/measure/${t}">${this.t(`measure.${t}`)}</a>`)}
      </p>`;
  }
  /** Which measurement comes now: "This morning, second of 2. Day 3 of 7". */
  place() {
    const { diary: t } = this;
    if (!t) return this.t("measure.how");
    const s = this.t(`diary.this_${t.part}`), e = t.taken >= t.times_each ? this.t("diary.done") : this.t(t.taken ? "diary.second" : "diary.first");
    return `${s}, ${e}. ${this.t("signal.day", { day: t.day, of: ia })}`;
  }
  week(t) {
    const s = t.counts.map((a, r) => {
      const o = /* @__PURE__ */ new Date(`${t.first_day}T12:00:00`);
      return o.setDate(o.getDate() + r), o.toLocaleDateString(this.locale, { weekday: "short" });
    }), e = (a, r) => n`<span class="part">${this.t(`diary.${a}`)}</span>${t.counts.map((o, d) => {
      const h = o[r] >= t.times_each, c = d + 1 === t.day && t.part === a;
      return n`<span class="c ${h ? "on" : ""} ${c ? "now" : ""}">${o[r] ? Math.min(o[r], 9) : ""}</span>`;
    })}`;
    return n`<div class="week num" role="img" aria-label=${this.place()}>
      <span></span>${s.map((a, r) => n`<span class=${r + 1 === t.day ? "today" : ""}>${a}</span>`)}
      ${e("morning", 0)} ${e("evening", 1)}
    </div>`;
  }
  field(t) {
    return n`<button class="field" aria-pressed=${this.typed.at === t} @click=${() => this.typed = { ...this.typed, at: t, [t]: "" }}>
      <span>${this.t(`measure.${t}`)}, mmHg</span><b>${this.typed[t]}</b>
    </button>`;
  }
  key(t) {
    return n`<button @click=${() => this.type(t)}>${t}</button>`;
  }
  note() {
    const t = Qs(this.typed), s = t === "lower_range" ? Js : Lt, e = this.error ? `${this.error} ${this.t("measure.unsaved")}` : t ? this.t(`measure.${t}`, s) : this.said;
    return n`<p class="note ${this.error ? "error" : ""}">
      <span aria-live="polite" role=${t && !this.error ? "alert" : l}>${e || this.hint()}</span>
      ${t === "swapped" && !this.error ? n`<button class="btn soft small" @click=${() => this.typed = ta(this.typed)}>${this.t("measure.swap")}</button>` : l}
      ${this.rest > 0 && !t && !this.error ? n`<b class="num" aria-hidden="true">${this.t("diary.rest", { seconds: this.rest })}</b>` : l}
    </p>`;
  }
  hint() {
    const t = this.diary?.latest;
    return t && this.diary?.taken === 1 ? this.t("diary.after_first", { when: q(this.home, t) }) : this.t("measure.how");
  }
}
f("digitalshadow-diary", aa);
const rt = { day: 2, month: 2, year: 4 }, te = (i) => i.normalize("NFKC").replace(/\D/g, "");
function At(i) {
  const t = new Intl.DateTimeFormat(i, {
    day: "2-digit",
    month: "2-digit",
    year: "numeric",
    calendar: "gregory",
    numberingSystem: "latn"
  }).formatToParts(new Date(2e3, 10, 22)), s = t.map((a) => a.type).filter((a) => a in rt), e = t.find((a) => a.type === "literal")?.value.trim() ?? "";
  return { order: s, separator: /^[./-]$/.test(e) ? e : "/" };
}
function na(i, t) {
  let s = te(i).slice(0, 8);
  const e = [];
  for (const a of t.order) {
    if (!s) break;
    e.push(s.slice(0, rt[a])), s = s.slice(rt[a]);
  }
  return e.join(t.separator);
}
function ws(i, t) {
  let s = te(i);
  if (s.length !== 8) return null;
  const e = {};
  for (const o of t.order)
    e[o] = s.slice(0, rt[o]), s = s.slice(rt[o]);
  const a = `${e.year}-${e.month}-${e.day}`, r = /* @__PURE__ */ new Date(`${a}T12:00:00Z`);
  return !Number.isNaN(r.getTime()) && r.toISOString().startsWith(a) ? a : null;
}
function ra(i, t) {
  const [s, e, a] = i.split("-"), r = { year: s, month: e, day: a };
  return t.order.map((o) => r[o]).join(t.separator);
}
function xs(i, t) {
  const [s, e, a] = i.split("-").map(Number), r = t.getMonth() + 1 < e || t.getMonth() + 1 === e && t.getDate() < a;
  return t.getFullYear() - s - (r ? 1 : 0);
}
const W = "";
class oa extends m {
  constructor() {
    super(), this.again = () => {
      this.finished = !1, this.go(0);
    }, this.take = (t) => {
      this.given = t.target.value;
    }, this.asked = null, this.at = 0, this.given = W, this.finished = !1;
  }
  static {
    this.properties = {
      ...m.properties,
      asked: { state: !0 },
      at: { state: !0 },
      given: { state: !0 },
      finished: { state: !0 }
    };
  }
  static {
    this.styles = [
      x,
      b`
      .top { display: flex; justify-content: space-between; gap: 12px; padding-block-end: 8px; }
      .prog { height: 6px; border-radius: 3px; background: var(--ds-track); overflow: hidden; }
      .prog i { display: block; height: 100%; background: var(--ds-data); }
      h2 { font-size: 24px; font-weight: 400; line-height: 1.3; margin-block: 20px 6px; outline-offset: 4px; }
      fieldset { border: 0; padding: 0; margin: 18px 0; display: grid; gap: 10px; min-width: 0; }
      .opt { display: flex; align-items: center; gap: 12px; min-height: 64px; border: 1.5px solid var(--ds-ghost); border-radius: 14px; padding: 8px 18px; font-size: 18px; background: var(--ds-card); cursor: pointer; }
      .opt:has(input:checked) { border: 3px solid var(--ds-act); padding: 6.5px 16.5px; font-weight: 500; }
      .opt:has(input:focus-visible) { outline: 3px solid var(--ds-act); outline-offset: 2px; }
      .opt input { width: 20px; height: 20px; accent-color: var(--ds-act); flex: none; }
      .typed { display: block; margin-block: 18px 8px; font-size: 15px; color: var(--ds-ink2); }
      .parts { display: block; }
      .parts::first-letter { text-transform: uppercase; }
      .btns .btn:last-child { flex: 1; }
    `
    ];
  }
  firstUpdated() {
    const t = async () => {
      this.asked = await $(this.home.hass, "questions", this.me.person_id);
      const s = this.asked.findIndex((a) => a.name === this.home.path[1]), e = this.asked.findIndex((a) => a.answer === null);
      this.go(s >= 0 ? s : Math.max(0, e));
    };
    this.loading({ names: ["measure.questions"], load: t });
  }
  get question() {
    return this.asked?.[this.at];
  }
  go(t) {
    this.at = t, this.error = "";
    const s = this.question;
    this.given = s ? this.written(s, s.answer ?? s.suggested) : W;
  }
  /** An answer as its field holds it. */
  written(t, s) {
    return s === null ? W : t.kind === "day" ? ra(String(s), At(this.locale)) : String(s);
  }
  /** What the field holds as an answer; undefined for what is not whole yet. */
  answerOf(t) {
    return this.given === W ? null : t.kind === "day" ? ws(this.given, At(this.locale)) ?? void 0 : t.kind === "number" ? Wt(this.given) ?? void 0 : t.kind === "yes_no" ? this.given === "true" : this.given;
  }
  async next(t) {
    t.preventDefault();
    const s = this.question, e = this.answerOf(s);
    if (e === void 0) {
      this.error = this.t("question.not_whole");
      return;
    }
    if (!(e === s.answer || await this.doing(async () => {
      this.asked = await $(this.home.hass, "answer", this.me.person_id, { question: s.name, answer: e });
    }))) return;
    const r = this.asked.findIndex((o) => o.name === s.name) + 1;
    r >= this.asked.length ? this.finished = !0 : this.go(r), await this.updateComplete, this.renderRoot.querySelector("h2")?.focus();
  }
  render() {
    const t = this.question;
    if (!t || !this.asked)
      return n`<section class="card" aria-busy=${!this.unloaded.length}><h2>${this.t("measure.questions")}</h2>${this.notLoaded()}</section>`;
    const s = this.asked.filter((e) => e.answer !== null).length;
    return this.finished ? n`<h2 tabindex="-1">${this.t("question.finished")}</h2><p>${this.t("question.finished.known", { known: s, of: this.asked.length })}</p>
        <div class="btns"><button class="btn line" @click=${this.again}>${this.t("question.again")}</button><a class="btn" href="${this.home.prefix}/today">${this.t("page.today")}</a></div>` : n`<p class="top num"><span>${this.t("question.number", { number: this.at + 1, of: this.asked.length })}</span><span class="sub">${this.t("question.stop")}</span></p>
      <div class="prog" role="progressbar" aria-label=${this.t("question.progress")} aria-valuemin="0" aria-valuemax=${this.asked.length} aria-valuenow=${s}><i style="width:${100 * s / this.asked.length}%"></i></div>
      <form @submit=${this.next}>
        <h2 tabindex="-1" id="question">${this.t(`question.${t.name}`)}</h2>
        ${this.home.texts[`question.${t.name}.why`] ? n`<p class="sub" id="why">${this.t(`question.${t.name}.why`)}</p>` : l}
        ${this.field(t)}
        ${this.error ? n`<p class="error" role="alert">${this.error}</p>` : l}
        <div class="btns">
          <button class="btn line" type="button" ?disabled=${this.at === 0} @click=${() => this.go(this.at - 1)}>${this.t("question.back")}</button>
          <button class="btn" ?disabled=${this.waits}>${this.t("question.next")}</button>
        </div>
      </form>`;
  }
  field(t) {
    switch (t.kind) {
      case "day":
        return this.day(t);
      case "number":
        return n`<label class="typed">${this.t("question.years")}<input class="input large" inputmode="numeric" autocomplete="off" aria-describedby="why" .value=${this.given} @input=${this.take} /></label>`;
      case "country":
        return n`<label class="typed">${this.t("question.choose")}<select class="input large" @change=${this.take}>
          <option value="" ?selected=${this.given === W}>${this.t("question.not_said")}</option>
          ${this.countries(t).map(([s, e]) => n`<option value=${s} ?selected=${this.given === s}>${e}</option>`)}</select></label>`;
      default:
        return this.options(t);
    }
  }
  day(t) {
    const s = At(this.locale), e = ws(this.given, s), a = (r) => {
      const o = r.target;
      r.inputType?.startsWith("delete") ? this.given = o.value : o.value = this.given = na(o.value, s);
    };
    return n`<label class="typed"><span class="parts">${s.order.map((r) => this.t(`date.${r}`)).join(", ")}</span>
        <input class="input large" inputmode="numeric" autocomplete=${t.name === "birth_date" ? "bday" : "off"} maxlength="10" .value=${this.given} @input=${a} /></label>
      <p class="sub num" aria-live="polite">${e && t.name === "birth_date" ? k(this.home, "question.age", xs(e, /* @__PURE__ */ new Date()), { years: xs(e, /* @__PURE__ */ new Date()) }) : ""}</p>`;
  }
  options(t) {
    const s = t.kind === "yes_no" ? [
      ["true", this.t("yes")],
      ["false", this.t("no")]
    ] : t.choices.map((e) => [e, M(this.home, `selector.${t.name}.options`, e)]);
    return n`<fieldset aria-labelledby="question">
      ${[...s, [W, this.t("question.not_said")]].map(([e, a]) => n`<label class="opt"><input type="radio" name="answer" .value=${e} .checked=${this.given === e} @change=${this.take} />${a}</label>`)}
    </fieldset>`;
  }
  countries(t) {
    const s = new Intl.DisplayNames([this.locale], { type: "region" });
    return t.choices.map((e) => [e, s.of(e) ?? e]).sort(([, e], [, a]) => e.localeCompare(a, this.locale));
  }
}
f("digitalshadow-questions", oa);
class la extends m {
  static {
    this.styles = [x];
  }
  render() {
    return n`<div class="narrow">${this.page()}</div>`;
  }
  page() {
    switch (this.home.path[0]) {
      case "values":
        return n`<digitalshadow-all-values .home=${this.home}></digitalshadow-all-values>`;
      case "add":
        return n`<digitalshadow-add-value .home=${this.home}></digitalshadow-add-value>`;
      case "questions":
        return n`<digitalshadow-questions .home=${this.home}></digitalshadow-questions>`;
      default:
        return n`<digitalshadow-diary .home=${this.home}></digitalshadow-diary>`;
    }
  }
}
f("digitalshadow-measure", la);
function da(i, t) {
  const s = (o, d = {}) => p(i.texts, o, d), e = t.contradictions ?? [], a = t.risk_percent === null ? t.missing_inputs : [], r = t.risk_percent !== null && !e.length;
  return n`<section class="card">
    <header>
      <h2>${s("risk.title", { years: t.horizon_years ?? 10 })}</h2>
      ${r ? n`<span class="kind"><ha-icon icon="mdi:check-circle-outline"></ha-icon>${s("risk.kind")}</span>` : a.length ? n`<span class="kind num"><ha-icon icon="mdi:clock-outline"></ha-icon>${k(i, "risk.to_go", a.length)}</span>` : l}
    </header>
    ${e.length ? ca(i, s, t) : r ? ha(i, s, t) : pa(i, s, t)}
    <p class="src">
      <ha-icon icon="mdi:clipboard-pulse-outline"></ha-icon>
      <span>${a.length ? n`${s("risk.will_be")} ` : l}<bdi>${t.equation}</bdi>, ${t.year}. ${r ? s("risk.source") : l}</span>
    </p>
  </section>`;
}
function ha(i, t, s) {
  const e = nt(s.risk_percent ?? 0), a = s.horizon_years ?? 10, r = e ? String(e) : t("risk.fewer"), o = s.outcome ? Ms(i, s.outcome) : t("risk.outcome"), d = k(i, "risk.sentence", e, { count: r, not: 100 - e, years: a });
  return n`<p class="big num"><strong>${r}</strong> <span>${t("risk.of", { years: a })}</span></p>
    <div class="people" role="img" aria-label=${d}>${lt(e, 100)}</div>
    <p class="key num"><span>${Dt(!0)}<b>${o}: ${r}</b></span> <span>${Dt(!1)}${t("risk.not", { not: 100 - e })}</span></p>
    <p class="say">${d}</p>`;
}
function ca(i, t, s) {
  return n`<p class="lead">${t("risk.contradiction")}</p>
    <ul class="rows">
      ${s.contradictions.map(
    (e) => n`<li><ha-icon icon="mdi:stethoscope"></ha-icon><div><b>${t("risk.contradiction.both", {
      answer: ut(i, e.answer),
      measured: C(
        i,
        e.measured.map((a) => ut(i, a))
      )
    })}</b></div></li>`
  )}
    </ul>
    <p class="say">${t("risk.contradiction.doctor")}</p>`;
}
function pa(i, t, s) {
  return s.missing_inputs.length ? n`<p class="lead">${t("risk.incomplete")}</p>
    <ul class="rows">
      ${s.missing_inputs.map((e) => {
    const a = Is(e, i);
    return n`<li><ha-icon icon=${a.includes("questions") ? "mdi:comment-question-outline" : "mdi:test-tube"}></ha-icon><div><b>${ut(i, e)}</b></div>
          <a class="btn soft small" href="${i.prefix}/${a}" aria-label="${t(a.includes("questions") ? "risk.answer" : "due.enter")}: ${ut(i, e)}">${t(a.includes("questions") ? "risk.answer" : "due.enter")}</a></li>`;
  })}
    </ul>` : n`<p class="lead">${t("risk.none")}</p>${s.reason ? n`<p class="say">${Se(i, s.reason)}.</p>` : l}`;
}
const tt = 14, ua = 30, ma = 864e5;
function ga(i, t, s, e = l) {
  const a = (d, h = {}) => p(i.texts, d, h), r = t.trend ?? t.reading, o = r?.model_kind === "demonstration";
  return n`<section class=${o ? "card demo" : "card"}>
    ${o ? n`<p class="strip"><ha-icon icon="mdi:sticker-outline"></ha-icon><span><b>${a("demo.word")}</b> ${a("demo.not")}</span></p>` : l}
    <header>
      <h2>${a(o ? "demo.title" : "signal.title")}</h2>
      ${r ? n`<span class="kind"><ha-icon icon=${o ? "mdi:sticker-outline" : "mdi:flask-outline"}></ha-icon>${a(o ? "demo.kind" : "signal.kind")}</span>` : l}
    </header>
    ${t.monitoring ? l : $a(i, a, t, s)}
    ${t.trend && t.reading ? ba(i, a, t.trend, t.reading.ended_at, o) : t.monitoring ? n`<p class="say">${a("signal.unseen")}</p>` : l}
    ${r ? n`<p class="src"><ha-icon icon="mdi:face-recognition"></ha-icon><span><bdi>${r.model}</bdi>. ${a(o ? "demo.model" : "signal.model")} ${t.trend?.current_level != null && !o ? k(i, "signal.mean", t.trend.recent_days ?? 0, { days: t.trend.recent_days ?? 0 }) : l}</span></p>` : l}
    ${e} ${xa(i, a, t)}
  </section>`;
}
function $a(i, t, s, e) {
  return n`<div class="paused"><p>${t("signal.paused")}</p>
    ${s.can_change ? n`<button class="btn soft small" ?disabled=${!i.hass.connected} @click=${e}>${t("signal.go_on")}</button>` : l}</div>`;
}
function ba(i, t, s, e, a) {
  if (s.state === "calibrating") return fa(t, s, a);
  const { current_level: r, baseline_level: o, detectable_change: d } = s;
  if (o == null || d == null) return n`<p class="say">${t("signal.old", { day: v(i, e) })}</p>`;
  const [h, c] = [Math.max(0, o - d), Math.min(100, o + d)], g = t("range", { low: Math.round(h), high: Math.round(c) }), u = r == null ? t("signal.old", { day: v(i, e) }) : t(`signal.${s.state}`), w = `${r == null ? "" : `${Math.round(r)} `}${u}. ${t("signal.range", { range: g })}`;
  return n`<p class="lead num">${r == null ? l : n`<span class="val">${_(i, Math.round(r))}</span> `}${u}</p>
    <div class="bar num" role="img" aria-label=${w}>
      <span class="band" style="inset-inline:${h}% ${100 - c}%"></span>
      <span class="tick" style="inset-inline-start:${h}%"></span>
      <span class="tick" style="inset-inline-start:${c}%"></span>
      <span class="lab" style="inset-inline-start:${Math.min(Math.max((h + c) / 2, 10), 90)}%">${g}</span>
      ${r == null ? l : n`<span class="dot" style="inset-inline-start:${r}%"></span>`}
    </div>
    <p class="ends num"><span>0</span><span>${t(a ? "demo.answers" : "signal.chance")}</span><span>100</span></p>
    ${a ? l : n`${wa(i, t, s)}`}`;
}
function fa(i, t, s) {
  const e = Math.min(t.baseline_days ?? 0, tt), a = i("signal.day", { day: e, of: tt });
  return n`<p class="lead num"><span class="val">${a}</span></p>
    <div class="days" role="img" aria-label=${a}>
      ${Array.from({ length: tt }, (r, o) => n`<i class=${o < e ? "on" : ""}></i>`)}
    </div>
    ${s ? n`<div class="bar num" role="img" aria-label=${i("demo.bar")}>
            <span class="lab" style="inset-inline-start:16%">${i("demo.without")}</span><span class="lab" style="inset-inline-start:84%">${i("demo.with")}</span>
            <span class="mark" style="inset-inline-start:8%"></span><span class="mark" style="inset-inline-start:92%"></span>
          </div>
          <p class="ends num"><span>0</span><span>100</span></p>
          <p class="say">${i("demo.answers")} ${i("demo.same_days")}</p>` : n`<p class="say">${i("signal.learning")}</p>`}`;
}
function wa(i, t, s) {
  const e = s.new_level_since;
  if (e && Date.now() - Date.parse(e) < (ua + 90) * ma)
    return n`<p class="say">${t("trend.new_level", { day: v(i, e) })}.</p>`;
  if (s.state !== "rising" && s.state !== "falling") return l;
  const a = (s.cameras ?? 1) > 1, r = s.since ? t(a ? "signal.since_cameras" : "signal.since_camera", { day: v(i, s.since), count: s.cameras ?? 1 }) : "";
  return n`<p class="say">${r} ${t("signal.other_reasons")} ${a && s.state === "rising" ? t("signal.measure") : l}</p>`;
}
function xa(i, t, s) {
  const e = T(s);
  return e ? n`<p class="seen"><ha-icon icon="mdi:eye-outline"></ha-icon><span>${Ps(i, e)}</span>
    <a class="more" href="${i.prefix}/trend">${t("seen.not_me")}</a></p>` : l;
}
function va(i, t) {
  const s = (d, h = {}) => p(i.texts, d, h), e = t.steps ?? [];
  if (!e.length) return l;
  const a = nt(t.risk_percent ?? 0), r = !t.contradictions?.length && e.some((d) => Nt(d.risk_percent, a) !== null), o = r ? Nt(t.risk_together_percent ?? null, a) : null;
  return n`<section class="card wide">
    <header><h2>${s(r ? "steps.title" : "steps.title.plain")}</h2></header>
    <ol class="steps num">
      ${e.map((d, h) => n`<li><span class="n">${h + 1}</span><div><b>${ka(i, d, t)}</b>${r ? ya(s, d, a) : l}</div></li>`)}
    </ol>
    <p class="sum num">${o === null ? l : n`<b>${s("steps.together", { then: o || s("risk.fewer"), before: a })}</b> `}${s("steps.promise")}</p>
    ${r ? n`<p class="src"><ha-icon icon="mdi:clipboard-pulse-outline"></ha-icon><span>${s("steps.source", { equation: t.equation })}</span></p>` : l}
  </section>`;
}
function Nt(i, t) {
  return i !== null && nt(i) < t ? nt(i) : null;
}
function ya(i, t, s) {
  const e = Nt(t.risk_percent, s);
  return e === null ? l : n`<div class="few" aria-hidden="true">${lt(e, s)}</div>
    <p class="sub">${i("steps.instead", { then: e || i("risk.fewer"), before: s })}</p>`;
}
function ka(i, t, s) {
  return t.change === "cholesterol_1_lower" ? p(i.texts, s.cholesterol_unit === "mg/dL" ? "step.cholesterol_mg_dl" : "step.cholesterol_mmol_l") : t.change === "pressure_130" ? p(i.texts, "step.pressure_130", { now: s.systolic_mmhg ?? "" }) : t.change === "pressure_10_lower" ? p(i.texts, "step.pressure_10_lower") : p(i.texts, `step.${t.advice}`);
}
const se = 864e5, _a = 14, Sa = "(min-width: 1080px)", Aa = 56;
function Ea(i, t) {
  const s = new Date(Date.parse(i.today) - Aa * se).toISOString().slice(0, 10), e = i.lines.filter((a) => a.model === t).map((a) => ({
    ...a,
    points: a.points.filter((r) => r.first_day >= s),
    bands: a.bands.filter((r) => r.last_day >= s)
  }));
  return { ...i, first_day: s > i.first_day ? s : i.first_day, lines: e, gaps: i.gaps.filter((a) => a.last_day >= s) };
}
const Ca = (i) => i < 12 ? "hello.morning" : i < 18 ? "hello.day" : "hello.evening", za = (i) => i.day > 1 || i.taken > 0;
class Da extends m {
  constructor() {
    super(), this.known = "", this.goOn = () => {
      this.doing(async () => {
        await $(this.home.hass, "set_switch", this.me.person_id, { switch: "monitoring", on: !0 });
      });
    }, this.diary = null, this.chart = null, this.pulse = null;
  }
  static {
    this.properties = { ...m.properties, diary: { state: !0 }, chart: { state: !0 }, pulse: { state: !0 } };
  }
  static {
    this.styles = [
      x,
      Us,
      b`
      .urgent { background: var(--ds-urg-soft); border: 2px solid var(--ds-urg-line); color: var(--ds-urg); }
      .urgent h2 { display: flex; gap: 10px; align-items: center; font-size: 20px; }
      .urgent ol { margin-block: 12px; display: grid; gap: 10px; list-style: decimal; padding-inline-start: 22px; }
      .urgent .btn { background: var(--ds-urg); color: var(--ds-urg-soft); }
      .urgent .btn.line { background: none; border-color: currentColor; color: inherit; }
      .due { display: flex; gap: 12px; align-items: center; }
      .due > div { flex: 1; min-width: 0; }
      .due b { font-weight: 500; display: block; line-height: 1.3; }
      .ico { width: 40px; height: 40px; border-radius: 50%; display: grid; place-items: center; background: var(--ds-act-soft); color: var(--ds-act); flex: none; }
      .people svg, .few svg { width: 100%; height: auto; display: block; overflow: visible; }
      .key span { display: inline-flex; align-items: center; gap: 6px; }
      .key svg { width: 11px; height: 18px; flex: none; overflow: visible; }
      .key b, .sum b, .steps b { font-weight: 500; }
      .steps li { display: grid; grid-template-columns: 28px 1fr; gap: 12px; padding-block: 14px; border-block-end: 1px solid var(--ds-line); }
      .steps li:last-child { border: 0; padding-block-end: 4px; }
      .steps .n { width: 28px; height: 28px; border-radius: 50%; background: var(--ds-soft); display: grid; place-items: center; font-weight: 500; font-size: 15px; }
      .few { display: flex; flex-wrap: wrap; gap: 5px; margin-block: 8px 4px; }
      .few svg { width: 13px; }
      .sum { background: var(--ds-soft); border-radius: 8px; padding: 12px; margin-block-start: 8px; }
      .paused { display: flex; flex-wrap: wrap; gap: 8px 12px; align-items: center; margin-block-start: 8px; }
      .paused p { flex: 1; min-width: 200px; }
      dl { display: grid; grid-template-columns: auto 1fr; gap: 8px 16px; margin-block-start: 10px; }
      dt { color: var(--ds-ink2); }
      dd { text-align: end; overflow-wrap: normal; }
      .mini { display: none; margin-block: 14px; }
      @media (min-width: 1080px) {
        .mini { display: block; }
        .cols.two { align-items: stretch; }
        .card:has(> .seen) { display: flex; flex-direction: column; }
        .card > .seen { margin-block-start: auto; }
        .steps { display: grid; grid-template-columns: repeat(3, 1fr); gap: 20px; margin-block-start: 4px; }
        .steps li { border: 0; padding-block: 10px 0; }
      }
      .bar { position: relative; height: 14px; margin-block: 36px 8px; border-radius: 7px; background: var(--ds-track); }
      .bar .mark { inset-block-start: 50%; width: 10px; height: 10px; margin: -5px; border-radius: 50%; background: var(--ds-card); border: 2px solid var(--ds-data); }
      .bar .lab { inset-block-end: 23px; line-height: 1.2; transform: translateX(-50%); font-size: 13px; white-space: nowrap; }
      .bar .lab:dir(rtl) { transform: translateX(50%); }
      .demo .bar { background: repeating-linear-gradient(135deg, var(--ds-demo-hatch) 0 5px, transparent 5px 10px), var(--ds-demo-soft); box-shadow: inset 0 0 0 1px var(--ds-demo-line); }
      .seen { display: flex; align-items: center; gap: 8px; margin: 14px -16px -16px; padding: 4px 16px; border-block-start: 1px solid var(--ds-line); min-height: 52px; font-size: 15px; }
      .seen span { flex: 1; }
      .seen ha-icon { color: var(--ds-ink2); --mdc-icon-size: 20px; }
    `
    ];
  }
  /** What was measured in between changes what is due. */
  updated() {
    const t = JSON.stringify([this.me.next_input_due, this.me.clinical, this.me.urgent, this.me.pulse_at]);
    if (t === this.known) return;
    this.known = t;
    const s = (a) => $(this.home.hass, a, this.me.person_id), e = { names: ["page.trend"], load: async () => this.chart = await s("trend") };
    this.loading(
      { names: ["measure.title"], load: async () => this.diary = await s("diary") },
      { names: ["pulse.title"], load: async () => this.pulse = await s("pulse") },
      ...matchMedia(Sa).matches ? [e] : []
    );
  }
  render() {
    const t = this.me;
    return n`<div class="hello">
        <h2>${this.t(Ca((/* @__PURE__ */ new Date()).getHours()))} <bdi>${t.name}</bdi></h2>
        <span class="sub">${(/* @__PURE__ */ new Date()).toLocaleDateString(this.locale, { weekday: "long", day: "numeric", month: "long" })}</span>
      </div>
      <div class="cols two">
        ${t.urgent ? this.urgent(t.urgent) : l} ${this.due()}
        ${this.error ? n`<p class="error wide" role="alert">${this.error}</p>` : l} ${this.notLoaded()}
        ${t.needs_consent || t.needs_enrolment ? n`<p class="card wide">${this.t(t.needs_consent ? "needs.consent" : "needs.enrolment")}</p>` : l}
        ${t.urgent ? n`<section class="card wide"><h2>${this.t("hidden.title")}</h2><p class="say">${this.t("hidden.why")}</p></section>` : n`${t.clinical ? da(this.home, t.clinical) : l} ${ga(this.home, t, this.goOn, this.mini())}
              ${this.pulse ? Ti(this.home, this.pulse) : l} ${t.clinical ? va(this.home, t.clinical) : l}`}
      </div>`;
  }
  /** The last weeks, where there is room beside the risk; nothing while the range is learned, as the card says, or of a demonstration. */
  mini() {
    const { trend: t } = this.me;
    if (!this.chart || t?.model_kind !== "livecad" || t.state === "calibrating") return l;
    const s = Ea(this.chart, t.model);
    return s.lines.some((e) => e.points.length) ? n`<digitalshadow-chart class="mini" plain aria-hidden="true" .chart=${s} .locale=${this.locale}></digitalshadow-chart>` : l;
  }
  urgent(t) {
    const s = this.home.view.emergency_numbers, e = `${t.systolic_mmhg ?? "–"} / ${t.diastolic_mmhg ?? "–"}`;
    return n`<section class="card urgent wide" role="alert">
      <h2><ha-icon icon="mdi:alert"></ha-icon><span>${this.t("urgent.title")} <bdi dir="ltr">${e}</bdi></span></h2>
      <p class="say">${this.t("urgent.measured", { when: S(this.home, t.measured_at) })}</p>
      <ol lang=${t.language}>${t.text.map((a) => n`<li>${a}</li>`)}</ol>
      <div class="btns">
        ${s.map((a) => n`<a class="btn" href="tel:${a}"><ha-icon icon="mdi:phone"></ha-icon>${this.t("call", { number: a })}</a>`)}
        <a class="btn line" href="${this.home.prefix}/measure">${this.t("urgent.again")}</a>
      </div>
    </section>`;
  }
  /** What should be measured or answered now: a diary that goes on comes first. */
  due() {
    const { diary: t } = this;
    if (t && za(t)) {
      const a = t.times_each - t.taken, r = a > 0 ? this.t(`diary.this_${t.part}`) : this.t("diary.this_is_done");
      return this.dueCard(
        this.t(a === 1 ? "due.pressure_once" : "due.pressure"),
        `${r}. ${this.t("signal.day", { day: t.day, of: t.counts.length })}`,
        a > 0 ? "measure" : null
      );
    }
    const s = this.me.next_input_due, e = s ? ((/* @__PURE__ */ new Date(`${s.on}T23:59:59`)).getTime() - Date.now()) / se : 1 / 0;
    return !s || e > _a ? l : this.dueCard(
      Ht(this.home, s.input),
      this.t(e < 0 ? "due.since" : "due.on", { day: v(this.home, s.on) }),
      Is(s.input, this.home)
    );
  }
  dueCard(t, s, e) {
    return n`<section class="card due wide">
      <span class="ico"><ha-icon icon="mdi:heart-pulse"></ha-icon></span>
      <div><b>${t}</b><span class="sub">${s}</span></div>
      ${e && this.me.can_change ? n`<a class="btn small" href="${this.home.prefix}/${e}">${this.t("due.enter")}</a>` : l}
    </section>`;
  }
}
f("digitalshadow-today", Da);
const vs = 14, Oa = 864e5;
class Ta extends m {
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
      x,
      b`
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
    const s = async () => {
      const e = await $(this.home.hass, "visits", this.me.person_id, t ? { before: t } : {});
      this.listed = [...t ? this.listed ?? [] : [], ...e.visits], this.more = e.more;
    };
    return this.loading({ names: ["visits.title"], load: s });
  }
  async count(t, s) {
    const e = await this.doing(async () => {
      await $(this.home.hass, "count_visit", this.me.person_id, { visit_id: t.visit_id, counts: s });
    });
    this.asked = "", e && (this.said = this.t(s ? "visit.is_back" : "visit.is_gone"), this.listed = (this.listed ?? []).map((a) => a === t ? { ...a, taken_back: !s, taken_back_by_me: !s } : a), this.dispatchEvent(new Event("changed")));
  }
  render() {
    const { listed: t } = this;
    return n`<section class="card" aria-busy=${t === null && !this.unloaded.length}>
      <header><h2>${this.t("visits.title")}</h2>${this.counted()}</header>
      <p class="sub">${this.t("visits.how")}</p>
      <p class="sr" role="status">${this.said}</p>
      ${this.error ? n`<p class="error" role="alert">${this.error}</p>` : l} ${this.notLoaded()}
      ${t && !t.length ? n`<p class="say">${this.t("visits.none")}</p>` : l}
      ${Ts(t ?? [], (s) => s.started_at).map(([s, e]) => n`<h3 class="dayhead">${mt(this.home, s)}</h3><ul class="rows">${e.map((a) => this.row(a))}</ul>`)}
      ${this.more ? n`<button class="more" ?disabled=${this.waits} @click=${() => this.fetch(t?.at(-1)?.started_at)}>${this.t("visits.older")}</button>` : l}
    </section>`;
  }
  counted() {
    const t = Date.now() - vs * Oa, s = this.listed ?? [];
    if (!s.length || this.more && Date.parse(s.at(-1).started_at) > t) return l;
    const e = s.filter((a) => Date.parse(a.started_at) > t && a.visit_id && !a.taken_back).length;
    return n`<span class="sub num">${k(this.home, "visits.count", e, { days: vs })}</span>`;
  }
  row(t) {
    const s = t.cameras.length ? C(this.home, t.cameras) : this.t("change.removed"), e = q(this.home, t.started_at);
    if (t.why_not)
      return n`<li><ha-icon icon="mdi:eye-off-outline"></ha-icon><div><b class="num">${e}</b><span class="sub"><bdi>${s}</bdi>. ${this.t(`why.${t.why_not}`)}</span></div></li>`;
    if (this.asked === t.visit_id)
      return n`<li class="ask"><div><b>${this.t("visit.ask", { when: e, where: s })}</b><span class="sub">${this.t("visit.ask.what")}</span></div>
        <div class="btns"><button class="btn small" ?disabled=${this.waits} @click=${() => this.count(t, !1)}>${this.t("visit.take_back")}</button>
        <button class="btn line small" @click=${() => this.asked = ""}>${this.t("keep")}</button></div></li>`;
    const a = t.taken_back ? this.t(t.taken_back_by_me ? "visit.gone_by_you" : "visit.gone") : `${k(this.home, "visit.frames", t.frames)}. ${this.t(`living.${t.liveness}`)}`;
    return n`<li class=${t.taken_back ? "gone" : ""}><ha-icon icon="mdi:cctv"></ha-icon><div><b class="num">${e}</b><span class="sub"><bdi>${s}</bdi>. ${a}</span></div>
      ${this.me.can_change ? this.button(t) : l}</li>`;
  }
  button(t) {
    return t.taken_back ? n`<button class="btn soft small" ?disabled=${this.waits} @click=${() => this.count(t, !0)}><ha-icon icon="mdi:redo"></ha-icon>${this.t("visit.put_back")}</button>` : n`<button class="btn line small" @click=${() => this.asked = t.visit_id ?? ""}>${this.t("visit.not_me")}</button>`;
  }
}
f("digitalshadow-visits", Ta);
const ys = ["half_year", "year", "all"];
class Ma extends m {
  constructor() {
    super(), this.shown = "", this.chart = null, this.span = ys[0];
  }
  static {
    this.properties = { ...m.properties, chart: { state: !0 }, span: { state: !0 } };
  }
  static {
    this.styles = [
      x,
      b`
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
    const t = async () => this.chart = await $(this.home.hass, "trend", this.me.person_id, { span: this.span });
    return this.loading({ names: ["page.trend"], load: t });
  }
  render() {
    return n`<div class="cols two">
      ${this.me.urgent ? n`<section class="card"><h2>${this.t("signal.hidden")}</h2><p class="say">${this.t("hidden.why")}</p></section>` : this.card()}
      <digitalshadow-visits .home=${this.home} @changed=${() => this.fetch()}></digitalshadow-visits>
    </div>`;
  }
  card() {
    const { chart: t } = this, s = this.me.trend, e = s ?? this.me.reading ?? t?.lines.at(-1), a = e?.model_kind === "demonstration";
    return n`<section class=${a ? "card demo" : "card"} aria-busy=${t === null && !this.unloaded.length}>
      ${a ? n`<p class="strip"><ha-icon icon="mdi:sticker-outline"></ha-icon><span><b>${this.t("demo.word")}</b> ${this.t("demo.not")}</span></p>` : l}
      <header><h2>${this.t(a ? "demo.title" : "signal.title")}</h2>
        ${e ? n`<span class="kind"><ha-icon icon=${a ? "mdi:sticker-outline" : "mdi:flask-outline"}></ha-icon>${this.t(a ? "demo.kind" : "signal.kind")}</span>` : l}</header>
      <p class="lead">${a && t?.lines.length ? this.t("demo.trend") : this.headline(s)}</p>
      <p class="sub">${this.t(a ? "demo.nothing" : "signal.chance")}</p>
      ${this.notLoaded()}
      <div class="seg" role="group" aria-label=${this.t("trend.span")}>
        ${ys.map((r) => n`<button aria-pressed=${r === this.span} @click=${() => this.span = r}>${this.t(`trend.${r}`)}</button>`)}
      </div>
      ${t?.lines.length ? this.drawn(t, a) : n`<p class="say">${t ? this.t(this.me.monitoring ? "signal.unseen" : "signal.paused") : ""}</p>`}
    </section>`;
  }
  headline(t) {
    return t ? t.state === "calibrating" ? this.t("signal.day", { day: Math.min(t.baseline_days ?? 0, tt), of: tt }) : t.new_level_since ? this.t("trend.new_level", { day: v(this.home, t.new_level_since) }) : this.t(`trend.is_${t.state}`, { day: t.since ? v(this.home, t.since) : "" }) : this.t("trend.none");
  }
  drawn(t, s) {
    const e = {
      range: (o, d) => this.t("range", { low: o, high: d }),
      reason: (o) => this.t(`gap.${o}`)
    }, a = s ? { ...t, lines: t.lines.map((o) => ({ ...o, bands: [] })) } : t, r = [...new Set(t.lines.map((o) => o.model))];
    return n`<digitalshadow-chart .chart=${a} .words=${e} .locale=${this.locale} .sentence=${this.sentence(a)}></digitalshadow-chart>
      <ul class="marks">
        ${t.changes.map((o, d) => n`<li><span class="flag num">${d + 1}</span><span>${v(this.home, o.on)}: ${this.t(`change.${o.kind}`, { name: o.name ?? this.t("change.removed") })}</span></li>`)}
        ${s ? l : n`<li><span class="band"></span><span>${this.t(`trend.legend.${t.step}`)}</span></li>`}
      </ul>
      <p class="src"><ha-icon icon="mdi:face-recognition"></ha-icon><span><bdi>${r.join(", ")}</bdi>. ${this.t(s ? "demo.answers" : "trend.source")}</span></p>
      <details><summary class="more">${this.t("trend.table")}</summary>${this.table(a)}</details>`;
  }
  sentence(t) {
    const e = t.lines.flatMap((a) => a.points).map((a) => a.level);
    return this.t(`trend.sentence.${t.step}`, {
      from: v(this.home, t.first_day),
      to: v(this.home, t.today),
      low: Math.round(Math.min(...e)),
      high: Math.round(Math.max(...e))
    });
  }
  table(t) {
    const s = t.lines.flatMap((e) => e.points.map((a) => ({ ...a, model: e.model })));
    return n`<div class="scroll" tabindex="0" role="group" aria-label=${this.t("trend.table")}><table class="num">
      <thead><tr>${["begins", "level", "spread", "days", "model"].map((e) => n`<th scope="col">${this.t(`trend.column.${e}`)}</th>`)}</tr></thead>
      <tbody>${s.reverse().map(
      (e) => n`<tr><th scope="row">${v(this.home, e.first_day)}</th><td>${_(this.home, e.level)}</td>
        <td>${this.t("range", { low: _(this.home, e.lowest), high: _(this.home, e.highest) })}</td><td>${e.days}</td><td><bdi>${e.model}</bdi></td></tr>`
    )}</tbody>
    </table></div>`;
  }
}
f("digitalshadow-trend", Ma);
const La = {
  today: "mdi:heart-pulse",
  trend: "mdi:chart-line",
  measure: "mdi:plus",
  report: "mdi:file-document-outline",
  data: "mdi:shield-account-outline",
  people: "mdi:account-heart-outline",
  home: "mdi:home-outline"
};
class Na extends z {
  constructor() {
    super(), this.backend = () => "", this.stop = null, this.spoken = "", this.follow = (t) => {
      if (t.ctrlKey || t.metaKey || t.shiftKey) return;
      const e = t.composedPath().find((a) => a instanceof HTMLAnchorElement)?.getAttribute("href") ?? "";
      e.startsWith(`${this.root}/`) && (t.preventDefault(), ze(e), window.scrollTo(0, 0));
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
      Rs,
      x,
      b`
      :host { min-height: 100vh; min-height: 100dvh; }
      .top { position: sticky; inset-block-start: 0; z-index: 5; display: flex; align-items: center; gap: 4px; min-height: 56px; padding-inline: 4px 12px; background: var(--ds-card); border-block-end: 1px solid var(--ds-line); }
      h1 { font-size: 20px; font-weight: 400; line-height: 1.2; flex: 1; min-width: 0; padding-inline-start: 8px; }
      digitalshadow-emergency { margin-inline-start: auto; }
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
      }, at);
    });
  }
  async fetchTexts(t) {
    this.spoken = t;
    try {
      const [s] = await Promise.all([
        vt(t),
        this.hass.loadBackendTranslation("selector", "digitalshadow"),
        this.hass.loadBackendTranslation("exceptions", "digitalshadow")
      ]);
      this.backend = await this.hass.loadBackendTranslation("entity", "digitalshadow"), this.texts = s;
    } catch {
      setTimeout(() => {
        this.spoken === t && (this.isConnected ? this.fetchTexts(t) : this.spoken = "");
      }, at);
    }
  }
  get root() {
    return this.route?.prefix ?? "/digitalshadow";
  }
  render() {
    if (!this.texts) return l;
    const t = (o) => p(this.texts, o);
    if (!this.view)
      return n`${this.head(null, [], "")}<main>${this.failed ? n`<p class="card" role="alert">${t("not_running")}</p>` : n`<section class="card" aria-busy="true"><h2>${t("loading")}</h2><div class="block"></div></section>`}</main>`;
    const s = {
      hass: this.hass,
      view: this.view,
      texts: this.texts,
      backend: this.backend,
      prefix: this.root,
      path: this.route?.path.split("/").slice(2) ?? [],
      withdrawn: (o) => this.erased = o
    }, e = Ee(this.view), a = this.route?.path.split("/")[1] ?? "", r = e.includes(a) ? a : e[0] ?? "";
    return n`${this.head(s, e, r)}
      ${this.hass.connected ? l : n`<p class="offline" role="status">${t("offline")}</p>`}
      <main>
        ${this.erased ? n`<section class="card" role="status"><h2>${t("data.gone")}</h2><p class="say">${t(this.erased.verified ? "data.gone.all" : "data.gone.left")}</p></section>` : l}
        ${r ? Pa(r, s) : this.erased ? l : n`<p class="card">${t("nobody")}</p>`}
        <p class="help"><ha-icon icon="mdi:phone-in-talk"></ha-icon><span>${t("help")}</span></p>
      </main>`;
  }
  head(t, s, e) {
    const a = (r) => p(this.texts, r);
    return n`<header class="top">
      <ha-menu-button .hass=${this.hass} .narrow=${this.narrow}></ha-menu-button>
      <h1>${a("panel")}</h1>
      <nav class="tabs" aria-label=${a("pages")} ?hidden=${s.length < 2}>
        ${s.map((r) => n`<a href="${this.root}/${r}" aria-current=${r === e ? "page" : l}><ha-icon icon=${La[r]}></ha-icon><span>${a(`page.${r}`)}</span></a>`)}
      </nav>
      ${t ? n`<digitalshadow-emergency .home=${t}></digitalshadow-emergency>` : l}
    </header>`;
  }
}
function Pa(i, t) {
  switch (i) {
    case "today":
      return n`<digitalshadow-today .home=${t}></digitalshadow-today>`;
    case "trend":
      return n`<digitalshadow-trend .home=${t}></digitalshadow-trend>`;
    case "measure":
      return n`<digitalshadow-measure .home=${t}></digitalshadow-measure>`;
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
f("digitalshadow-panel", Na);
export {
  Na as Panel
};
