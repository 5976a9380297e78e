const at = globalThis, Et = at.ShadowRoot && (at.ShadyCSS === void 0 || at.ShadyCSS.nativeShadow) && "adoptedStyleSheets" in Document.prototype && "replace" in CSSStyleSheet.prototype, Ct = /* @__PURE__ */ Symbol(), Lt = /* @__PURE__ */ new WeakMap();
let le = class {
  constructor(t, e, s) {
    if (this._$cssResult$ = !0, s !== Ct) throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");
    this.cssText = t, this.t = e;
  }
  get styleSheet() {
    let t = this.o;
    const e = this.t;
    if (Et && t === void 0) {
      const s = e !== void 0 && e.length === 1;
      s && (t = Lt.get(e)), t === void 0 && ((this.o = t = new CSSStyleSheet()).replaceSync(this.cssText), s && Lt.set(e, t));
    }
    return t;
  }
  toString() {
    return this.cssText;
  }
};
const Pe = (i) => new le(typeof i == "string" ? i : i + "", void 0, Ct), f = (i, ...t) => {
  const e = i.length === 1 ? i[0] : t.reduce((s, a, n) => s + ((o) => {
    if (o._$cssResult$ === !0) return o.cssText;
    if (typeof o == "number") return o;
    throw Error("Value passed to 'css' function must be a 'css' function result: " + o + ". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.");
  })(a) + i[n + 1], i[0]);
  return new le(e, i, Ct);
}, Ie = (i, t) => {
  if (Et) i.adoptedStyleSheets = t.map((e) => e instanceof CSSStyleSheet ? e : e.styleSheet);
  else for (const e of t) {
    const s = document.createElement("style"), a = at.litNonce;
    a !== void 0 && s.setAttribute("nonce", a), s.textContent = e.cssText, i.appendChild(s);
  }
}, Pt = Et ? (i) => i : (i) => i instanceof CSSStyleSheet ? ((t) => {
  let e = "";
  for (const s of t.cssRules) e += s.cssText;
  return Pe(e);
})(i) : i;
const { is: Ue, defineProperty: Re, getOwnPropertyDescriptor: qe, getOwnPropertyNames: He, getOwnPropertySymbols: je, getPrototypeOf: We } = Object, ht = globalThis, It = ht.trustedTypes, Be = It ? It.emptyScript : "", Fe = ht.reactiveElementPolyfillSupport, K = (i, t) => i, wt = { toAttribute(i, t) {
  switch (t) {
    case Boolean:
      i = i ? Be : null;
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
} }, de = (i, t) => !Ue(i, t), Ut = { attribute: !0, type: String, converter: wt, reflect: !1, useDefault: !1, hasChanged: de };
Symbol.metadata ??= /* @__PURE__ */ Symbol("metadata"), ht.litPropertyMetadata ??= /* @__PURE__ */ new WeakMap();
let q = class extends HTMLElement {
  static addInitializer(t) {
    this._$Ei(), (this.l ??= []).push(t);
  }
  static get observedAttributes() {
    return this.finalize(), this._$Eh && [...this._$Eh.keys()];
  }
  static createProperty(t, e = Ut) {
    if (e.state && (e.attribute = !1), this._$Ei(), this.prototype.hasOwnProperty(t) && ((e = Object.create(e)).wrapped = !0), this.elementProperties.set(t, e), !e.noAccessor) {
      const s = /* @__PURE__ */ Symbol(), a = this.getPropertyDescriptor(t, s, e);
      a !== void 0 && Re(this.prototype, t, a);
    }
  }
  static getPropertyDescriptor(t, e, s) {
    const { get: a, set: n } = qe(this.prototype, t) ?? { get() {
      return this[e];
    }, set(o) {
      this[e] = o;
    } };
    return { get: a, set(o) {
      const d = a?.call(this);
      n?.call(this, o), this.requestUpdate(t, d, s);
    }, configurable: !0, enumerable: !0 };
  }
  static getPropertyOptions(t) {
    return this.elementProperties.get(t) ?? Ut;
  }
  static _$Ei() {
    if (this.hasOwnProperty(K("elementProperties"))) return;
    const t = We(this);
    t.finalize(), t.l !== void 0 && (this.l = [...t.l]), this.elementProperties = new Map(t.elementProperties);
  }
  static finalize() {
    if (this.hasOwnProperty(K("finalized"))) return;
    if (this.finalized = !0, this._$Ei(), this.hasOwnProperty(K("properties"))) {
      const e = this.properties, s = [...He(e), ...je(e)];
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
      for (const a of s) e.unshift(Pt(a));
    } else t !== void 0 && e.push(Pt(t));
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
    return Ie(t, this.constructor.elementStyles), t;
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
      const n = (s.converter?.toAttribute !== void 0 ? s.converter : wt).toAttribute(e, s.type);
      this._$Em = t, n == null ? this.removeAttribute(a) : this.setAttribute(a, n), this._$Em = null;
    }
  }
  _$AK(t, e) {
    const s = this.constructor, a = s._$Eh.get(t);
    if (a !== void 0 && this._$Em !== a) {
      const n = s.getPropertyOptions(a), o = typeof n.converter == "function" ? { fromAttribute: n.converter } : n.converter?.fromAttribute !== void 0 ? n.converter : wt;
      this._$Em = a;
      const d = o.fromAttribute(e, n.type);
      this[a] = d ?? this._$Ej?.get(a) ?? d, this._$Em = null;
    }
  }
  requestUpdate(t, e, s, a = !1, n) {
    if (t !== void 0) {
      const o = this.constructor;
      if (a === !1 && (n = this[t]), s ??= o.getPropertyOptions(t), !((s.hasChanged ?? de)(n, e) || s.useDefault && s.reflect && n === this._$Ej?.get(t) && !this.hasAttribute(o._$Eu(t, s)))) return;
      this.C(t, e, s);
    }
    this.isUpdatePending === !1 && (this._$ES = this._$EP());
  }
  C(t, e, { useDefault: s, reflect: a, wrapped: n }, o) {
    s && !(this._$Ej ??= /* @__PURE__ */ new Map()).has(t) && (this._$Ej.set(t, o ?? e ?? this[t]), n !== !0 || o !== void 0) || (this._$AL.has(t) || (this.hasUpdated || s || (e = void 0), this._$AL.set(t, e)), a === !0 && this._$Em !== t && (this._$Eq ??= /* @__PURE__ */ new Set()).add(t));
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
        for (const [a, n] of this._$Ep) this[a] = n;
        this._$Ep = void 0;
      }
      const s = this.constructor.elementProperties;
      if (s.size > 0) for (const [a, n] of s) {
        const { wrapped: o } = n, d = this[a];
        o !== !0 || this._$AL.has(a) || d === void 0 || this.C(a, void 0, n, d);
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
q.elementStyles = [], q.shadowRootOptions = { mode: "open" }, q[K("elementProperties")] = /* @__PURE__ */ new Map(), q[K("finalized")] = /* @__PURE__ */ new Map(), Fe?.({ ReactiveElement: q }), (ht.reactiveElementVersions ??= []).push("2.1.2");
const Dt = globalThis, Rt = (i) => i, rt = Dt.trustedTypes, qt = rt ? rt.createPolicy("lit-html", { createHTML: (i) => i }) : void 0, he = "$lit$", E = `lit$${Math.random().toFixed(9).slice(2)}$`, ce = "?" + E, Ye = `<${ce}>`, N = document, Z = () => N.createComment(""), J = (i) => i === null || typeof i != "object" && typeof i != "function", zt = Array.isArray, Ke = (i) => zt(i) || typeof i?.[Symbol.iterator] == "function", mt = `[ 	
\f\r]`, B = /<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g, Ht = /-->/g, jt = />/g, z = RegExp(`>|${mt}(?:([^\\s"'>=/]+)(${mt}*=${mt}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`, "g"), Wt = /'/g, Bt = /"/g, pe = /^(?:script|style|textarea|title)$/i, ue = (i) => (t, ...e) => ({ _$litType$: i, strings: t, values: e }), r = ue(1), y = ue(2), j = /* @__PURE__ */ Symbol.for("lit-noChange"), l = /* @__PURE__ */ Symbol.for("lit-nothing"), Ft = /* @__PURE__ */ new WeakMap(), M = N.createTreeWalker(N, 129);
function ge(i, t) {
  if (!zt(i) || !i.hasOwnProperty("raw")) throw Error("invalid template strings array");
  return qt !== void 0 ? qt.createHTML(t) : t;
}
const Ge = (i, t) => {
  const e = i.length - 1, s = [];
  let a, n = t === 2 ? "<svg>" : t === 3 ? "<math>" : "", o = B;
  for (let d = 0; d < e; d++) {
    const h = i[d];
    let p, $, u = -1, x = 0;
    for (; x < h.length && (o.lastIndex = x, $ = o.exec(h), $ !== null); ) x = o.lastIndex, o === B ? $[1] === "!--" ? o = Ht : $[1] !== void 0 ? o = jt : $[2] !== void 0 ? (pe.test($[2]) && (a = RegExp("</" + $[2], "g")), o = z) : $[3] !== void 0 && (o = z) : o === z ? $[0] === ">" ? (o = a ?? B, u = -1) : $[1] === void 0 ? u = -2 : (u = o.lastIndex - $[2].length, p = $[1], o = $[3] === void 0 ? z : $[3] === '"' ? Bt : Wt) : o === Bt || o === Wt ? o = z : o === Ht || o === jt ? o = B : (o = z, a = void 0);
    const A = o === z && i[d + 1].startsWith("/>") ? " " : "";
    n += o === B ? h + Ye : u >= 0 ? (s.push(p), h.slice(0, u) + he + h.slice(u) + E + A) : h + E + (u === -2 ? d : A);
  }
  return [ge(i, n + (i[e] || "<?>") + (t === 2 ? "</svg>" : t === 3 ? "</math>" : "")), s];
};
class X {
  constructor({ strings: t, _$litType$: e }, s) {
    let a;
    this.parts = [];
    let n = 0, o = 0;
    const d = t.length - 1, h = this.parts, [p, $] = Ge(t, e);
    if (this.el = X.createElement(p, s), M.currentNode = this.el.content, e === 2 || e === 3) {
      const u = this.el.content.firstChild;
      u.replaceWith(...u.childNodes);
    }
    for (; (a = M.nextNode()) !== null && h.length < d; ) {
      if (a.nodeType === 1) {
        if (a.hasAttributes()) for (const u of a.getAttributeNames()) if (u.endsWith(he)) {
          const x = $[o++], A = a.getAttribute(u).split(E), st = /([.?@])?(.*)/.exec(x);
          h.push({ type: 1, index: n, name: st[2], strings: A, ctor: st[1] === "." ? Ze : st[1] === "?" ? Je : st[1] === "@" ? Xe : ct }), a.removeAttribute(u);
        } else u.startsWith(E) && (h.push({ type: 6, index: n }), a.removeAttribute(u));
        if (pe.test(a.tagName)) {
          const u = a.textContent.split(E), x = u.length - 1;
          if (x > 0) {
            a.textContent = rt ? rt.emptyScript : "";
            for (let A = 0; A < x; A++) a.append(u[A], Z()), M.nextNode(), h.push({ type: 2, index: ++n });
            a.append(u[x], Z());
          }
        }
      } else if (a.nodeType === 8) if (a.data === ce) h.push({ type: 2, index: n });
      else {
        let u = -1;
        for (; (u = a.data.indexOf(E, u + 1)) !== -1; ) h.push({ type: 7, index: n }), u += E.length - 1;
      }
      n++;
    }
  }
  static createElement(t, e) {
    const s = N.createElement("template");
    return s.innerHTML = t, s;
  }
}
function W(i, t, e = i, s) {
  if (t === j) return t;
  let a = s !== void 0 ? e._$Co?.[s] : e._$Cl;
  const n = J(t) ? void 0 : t._$litDirective$;
  return a?.constructor !== n && (a?._$AO?.(!1), n === void 0 ? a = void 0 : (a = new n(i), a._$AT(i, e, s)), s !== void 0 ? (e._$Co ??= [])[s] = a : e._$Cl = a), a !== void 0 && (t = W(i, a._$AS(i, t.values), a, s)), t;
}
class Ve {
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
    const { el: { content: e }, parts: s } = this._$AD, a = (t?.creationScope ?? N).importNode(e, !0);
    M.currentNode = a;
    let n = M.nextNode(), o = 0, d = 0, h = s[0];
    for (; h !== void 0; ) {
      if (o === h.index) {
        let p;
        h.type === 2 ? p = new et(n, n.nextSibling, this, t) : h.type === 1 ? p = new h.ctor(n, h.name, h.strings, this, t) : h.type === 6 && (p = new Qe(n, this, t)), this._$AV.push(p), h = s[++d];
      }
      o !== h?.index && (n = M.nextNode(), o++);
    }
    return M.currentNode = N, a;
  }
  p(t) {
    let e = 0;
    for (const s of this._$AV) s !== void 0 && (s.strings !== void 0 ? (s._$AI(t, s, e), e += s.strings.length - 2) : s._$AI(t[e])), e++;
  }
}
class et {
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
    t = W(this, t, e), J(t) ? t === l || t == null || t === "" ? (this._$AH !== l && this._$AR(), this._$AH = l) : t !== this._$AH && t !== j && this._(t) : t._$litType$ !== void 0 ? this.$(t) : t.nodeType !== void 0 ? this.T(t) : Ke(t) ? this.k(t) : this._(t);
  }
  O(t) {
    return this._$AA.parentNode.insertBefore(t, this._$AB);
  }
  T(t) {
    this._$AH !== t && (this._$AR(), this._$AH = this.O(t));
  }
  _(t) {
    this._$AH !== l && J(this._$AH) ? this._$AA.nextSibling.data = t : this.T(N.createTextNode(t)), this._$AH = t;
  }
  $(t) {
    const { values: e, _$litType$: s } = t, a = typeof s == "number" ? this._$AC(t) : (s.el === void 0 && (s.el = X.createElement(ge(s.h, s.h[0]), this.options)), s);
    if (this._$AH?._$AD === a) this._$AH.p(e);
    else {
      const n = new Ve(a, this), o = n.u(this.options);
      n.p(e), this.T(o), this._$AH = n;
    }
  }
  _$AC(t) {
    let e = Ft.get(t.strings);
    return e === void 0 && Ft.set(t.strings, e = new X(t)), e;
  }
  k(t) {
    zt(this._$AH) || (this._$AH = [], this._$AR());
    const e = this._$AH;
    let s, a = 0;
    for (const n of t) a === e.length ? e.push(s = new et(this.O(Z()), this.O(Z()), this, this.options)) : s = e[a], s._$AI(n), a++;
    a < e.length && (this._$AR(s && s._$AB.nextSibling, a), e.length = a);
  }
  _$AR(t = this._$AA.nextSibling, e) {
    for (this._$AP?.(!1, !0, e); t !== this._$AB; ) {
      const s = Rt(t).nextSibling;
      Rt(t).remove(), t = s;
    }
  }
  setConnected(t) {
    this._$AM === void 0 && (this._$Cv = t, this._$AP?.(t));
  }
}
class ct {
  get tagName() {
    return this.element.tagName;
  }
  get _$AU() {
    return this._$AM._$AU;
  }
  constructor(t, e, s, a, n) {
    this.type = 1, this._$AH = l, this._$AN = void 0, this.element = t, this.name = e, this._$AM = a, this.options = n, s.length > 2 || s[0] !== "" || s[1] !== "" ? (this._$AH = Array(s.length - 1).fill(new String()), this.strings = s) : this._$AH = l;
  }
  _$AI(t, e = this, s, a) {
    const n = this.strings;
    let o = !1;
    if (n === void 0) t = W(this, t, e, 0), o = !J(t) || t !== this._$AH && t !== j, o && (this._$AH = t);
    else {
      const d = t;
      let h, p;
      for (t = n[0], h = 0; h < n.length - 1; h++) p = W(this, d[s + h], e, h), p === j && (p = this._$AH[h]), o ||= !J(p) || p !== this._$AH[h], p === l ? t = l : t !== l && (t += (p ?? "") + n[h + 1]), this._$AH[h] = p;
    }
    o && !a && this.j(t);
  }
  j(t) {
    t === l ? this.element.removeAttribute(this.name) : this.element.setAttribute(this.name, t ?? "");
  }
}
class Ze extends ct {
  constructor() {
    super(...arguments), this.type = 3;
  }
  j(t) {
    this.element[this.name] = t === l ? void 0 : t;
  }
}
class Je extends ct {
  constructor() {
    super(...arguments), this.type = 4;
  }
  j(t) {
    this.element.toggleAttribute(this.name, !!t && t !== l);
  }
}
class Xe extends ct {
  constructor(t, e, s, a, n) {
    super(t, e, s, a, n), this.type = 5;
  }
  _$AI(t, e = this) {
    if ((t = W(this, t, e, 0) ?? l) === j) return;
    const s = this._$AH, a = t === l && s !== l || t.capture !== s.capture || t.once !== s.once || t.passive !== s.passive, n = t !== l && (s === l || a);
    a && this.element.removeEventListener(this.name, this, s), n && this.element.addEventListener(this.name, this, t), this._$AH = t;
  }
  handleEvent(t) {
    typeof this._$AH == "function" ? this._$AH.call(this.options?.host ?? this.element, t) : this._$AH.handleEvent(t);
  }
}
class Qe {
  constructor(t, e, s) {
    this.element = t, this.type = 6, this._$AN = void 0, this._$AM = e, this.options = s;
  }
  get _$AU() {
    return this._$AM._$AU;
  }
  _$AI(t) {
    W(this, t);
  }
}
const ts = Dt.litHtmlPolyfillSupport;
ts?.(X, et), (Dt.litHtmlVersions ??= []).push("3.3.3");
const es = (i, t, e) => {
  const s = e?.renderBefore ?? t;
  let a = s._$litPart$;
  if (a === void 0) {
    const n = e?.renderBefore ?? null;
    s._$litPart$ = a = new et(t.insertBefore(Z(), n), n, void 0, e ?? {});
  }
  return a._$AI(i), a;
};
const Mt = globalThis;
let _ = class extends q {
  constructor() {
    super(...arguments), this.renderOptions = { host: this }, this._$Do = void 0;
  }
  createRenderRoot() {
    const t = super.createRenderRoot();
    return this.renderOptions.renderBefore ??= t.firstChild, t;
  }
  update(t) {
    const e = this.render();
    this.hasUpdated || (this.renderOptions.isConnected = this.isConnected), super.update(t), this._$Do = es(e, this.renderRoot, this.renderOptions);
  }
  connectedCallback() {
    super.connectedCallback(), this._$Do?.setConnected(!0);
  }
  disconnectedCallback() {
    super.disconnectedCallback(), this._$Do?.setConnected(!1);
  }
  render() {
    return j;
  }
};
_._$litElement$ = !0, _.finalized = !0, Mt.litElementHydrateSupport?.({ LitElement: _ });
const ss = Mt.litElementPolyfillSupport;
ss?.({ LitElement: _ });
(Mt.litElementVersions ??= []).push("4.2.2");
const is = ["en", "de"];
function me(i) {
  const t = i.toLowerCase().split("-")[0] ?? "";
  return is.includes(t) ? t : "en";
}
function c(i, t, e = {}) {
  return (i[t] ?? t).replace(/\{(\w+)\}/g, (s, a) => String(e[a] ?? ""));
}
function $e(i, t) {
  const e = [];
  for (const s of i) {
    const a = e.at(-1);
    a && new Date(a[0]).toDateString() === new Date(t(s)).toDateString() ? a[1].push(s) : e.push([t(s), [s]]);
  }
  return e;
}
function I(i, t, e) {
  return i.backend(`component.digitalshadow.${t}.${e}`) || e;
}
const ot = (i, t) => I(i, "entity.sensor.cardiovascular_risk.state_attributes.missing_inputs.state", t), Ot = (i, t) => I(i, "entity.sensor.next_input_due.state_attributes.input.state", t), as = (i, t) => I(i, "entity.sensor.cardiovascular_risk.state_attributes.reason.state", t), fe = (i, t) => I(i, "entity.sensor.cardiovascular_risk.state_attributes.outcome.state", t), G = (i, t) => I(i, "selector.measure.options", t), be = (i, t) => I(i, "entity.sensor.state.state", t), D = (i) => i.hass.locale?.language ?? i.hass.language;
function v(i, t) {
  const e = t.length === 10 ? /* @__PURE__ */ new Date(`${t}T12:00:00`) : new Date(t), s = e.getFullYear() === (/* @__PURE__ */ new Date()).getFullYear() ? void 0 : "numeric";
  return e.toLocaleDateString(D(i), { day: "numeric", month: "long", year: s });
}
function S(i, t) {
  const e = i.hass.locale?.time_format;
  return new Date(t).toLocaleString(D(i), {
    dateStyle: "medium",
    timeStyle: "short",
    ...e === "12" || e === "24" ? { hour12: e === "12" } : {}
  });
}
function pt(i, t) {
  const e = i.hass.locale?.time_format;
  return new Date(t).toLocaleTimeString(D(i), {
    timeStyle: "short",
    ...e === "12" || e === "24" ? { hour12: e === "12" } : {}
  });
}
const ns = 864e5;
function we(i, t) {
  const e = new Date(t), s = (a) => e.toDateString() === new Date(Date.now() - a * ns).toDateString();
  return s(0) ? c(i.texts, "day.today") : s(1) ? c(i.texts, "day.yesterday") : e.toLocaleDateString(D(i), { weekday: "long", day: "numeric", month: "long" });
}
const T = (i, t) => t.toLocaleString(D(i), { maximumFractionDigits: 1 }), ut = (i, t) => new Intl.ListFormat(D(i)).format(t);
function rs(i) {
  if (i.question) return ["confirm"];
  const t = i.people.some((e) => e.is_themself) ? ["today", "trend", "measure", "report", "data"] : [];
  return ve(i).length && t.push("people"), i.is_administrator && t.push("home"), t;
}
const os = { age_years: "birth_date", regions: "country", bmi_kg_m2: "weight_kg" };
function xe(i, t) {
  const e = os[i] ?? i;
  return e.endsWith("_mmhg") ? "measure" : `question.${e}` in t.texts ? `measure/questions/${e}` : `measure/add/${e}`;
}
function ve(i) {
  return i.people.filter((t) => t.is_granted && !t.is_themself).sort((t, e) => (L(t) ?? "").localeCompare(L(e) ?? ""));
}
const L = (i) => [i.last_seen_at, i.reading?.ended_at ?? null].filter((t) => t !== null).sort((t, e) => new Date(t).getTime() - new Date(e).getTime()).at(-1) ?? null;
function ls(i) {
  history.pushState(null, "", i), window.dispatchEvent(new CustomEvent("location-changed", { detail: { replace: !1 } }));
}
function ds(i, t) {
  const e = i, s = e?.translation_key;
  return s && t(`component.digitalshadow.exceptions.${s}.message`, e.translation_placeholders) || (typeof e?.message == "string" ? e.message : "");
}
const hs = (i) => i?.translation_key ?? "";
class m extends _ {
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
    return c(this.home.texts, t, e);
  }
  /** The language and region in which numbers and days are written. */
  get locale() {
    return D(this.home);
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
      return this.error = ds(e, this.home.backend) || this.t("failed"), !1;
    } finally {
      this.busy = !1;
    }
  }
}
function b(i, t) {
  customElements.get(i) || customElements.define(i, t);
}
function ye(i, t, e) {
  const s = URL.createObjectURL(new Blob([t], { type: e }));
  Object.assign(document.createElement("a"), { href: s, download: i }).click(), setTimeout(() => URL.revokeObjectURL(s), 6e4);
}
function g(i, t, e, s = {}) {
  return i.callWS({ type: `digitalshadow/person/${t}`, person_id: e, ...s });
}
const ke = f`
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
`, _e = f`
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
`, Se = f`
  .sw { width: 52px; height: 32px; border-radius: 16px; border: 2px solid var(--ds-ghost); position: relative; flex: none; padding: 0; }
  .sw::before { content: ""; position: absolute; inset: -10px; }
  .sw::after { content: ""; position: absolute; inset-block-start: 6px; inset-inline-start: 6px; width: 16px; height: 16px; border-radius: 50%; background: var(--ds-ghost); }
  .sw[aria-checked="true"] { background: var(--ds-act); border-color: var(--ds-act); }
  .sw[aria-checked="true"]::after { inset-inline-start: 24px; background: var(--ds-on-act); width: 20px; height: 20px; inset-block-start: 4px; }
`, Yt = "component.digitalshadow.config_subentries.person.step", cs = ["consent", "consent_kept", "sharing"];
class ps extends m {
  constructor() {
    super(), this.agree = () => this.doing(async () => {
      const { person_id: t, version: e } = this.question;
      await g(this.home.hass, "agree", t, { version: e });
    }), this.refuse = () => this.doing(async () => {
      this.home.withdrawn(await g(this.home.hass, "refuse", this.question.person_id));
    }), this.read = () => this.doing(async () => {
      const { name: t, version: e } = this.question, s = await this.home.hass.loadBackendTranslation("config_subentries", "digitalshadow");
      this.whole = cs.map(
        (a) => `## ${s(`${Yt}.${a}.title`, { name: t, version: e })}

${s(`${Yt}.${a}.description`, { name: t, version: e })}`
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
      w,
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
    const { reason: t, asked_by: e, cameras: s, erased_on: a } = this.question, n = (d, h) => r`<li><ha-icon icon=${d}></ha-icon><div>${h}</div></li>`, o = t === "added" && !e ? "confirm.added.by_somebody" : `confirm.${t}`;
    return r`<section class="card narrow">
      <h2 class="ask">${this.t(o, { by: e ?? "" })}</h2>
      <p class="say">${this.t("confirm.until")}</p>
      <ul class="rows">
        ${n("mdi:cctv", s.length ? this.t("confirm.cameras", { cameras: ut(this.home, s) }) : this.t("confirm.no_camera"))}
        ${n("mdi:image-outline", this.t("confirm.kept"))}
        ${n("mdi:lock-outline", this.t(t === "added" ? "confirm.private" : `confirm.stays.${this.question.sharing}`))}
        ${n("mdi:undo", this.t("confirm.stop"))}
      </ul>
      ${this.error ? r`<p class="error" role="alert">${this.error}</p>` : l}
      ${this.sure ? this.last() : this.answers()}
      ${a ? r`<p class="sub say">${this.t("confirm.silence", { when: S(this.home, a) })}</p>` : l}
      ${this.whole === null ? r`<button class="more" ?disabled=${this.waits} @click=${this.read}>${this.t("confirm.read")}</button>` : r`<ha-markdown class="whole" .content=${this.whole}></ha-markdown>`}
    </section>`;
  }
  answers() {
    return r`<div class="answers">
      <button class="btn" ?disabled=${this.waits} @click=${this.agree}>${this.t("confirm.yes")}</button>
      <button class="btn line" ?disabled=${this.waits} @click=${() => this.sure = !0}>${this.t("confirm.no")}</button>
    </div>`;
  }
  last() {
    const t = this.question.reason === "added";
    return r`<p class="say" role="alert"><b>${this.t(t ? "confirm.sure.photos" : "confirm.sure.all")}</b></p>
      <div class="answers">
        <button class="btn danger" ?disabled=${this.waits} @click=${this.refuse}>${this.t("confirm.sure.yes")}</button>
        <button class="btn line" @click=${() => this.sure = !1}>${this.t("confirm.back")}</button>
      </div>`;
  }
}
b("digitalshadow-confirm", ps);
class us extends m {
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
    return r`<button class="sos" @click=${this.open}><ha-icon icon="mdi:phone"></ha-icon>${this.t("sos", { number: e })}</button>
      <dialog aria-labelledby="title">
        <h2 id="title">${t.length ? this.t("sos.title", { number: e }) : this.t("sos.title.unknown")}</h2>
        <p>${this.t("sos.one")}</p>
        <ul>
          <li><b>${this.t("sos.heart")}</b>${this.t("sos.heart.signs")}</li>
          <li><b>${this.t("sos.stroke")}</b>${this.t("sos.stroke.signs")}</li>
        </ul>
        ${t.map((s) => r`<a class="btn" href="tel:${s}"><ha-icon icon="mdi:phone"></ha-icon>${this.t("call", { number: s })}</a>`)}
        <button class="btn line" @click=${this.close}>${this.t("close")}</button>
        <p class="sub">${this.t("sos.limits")}</p>
      </dialog>`;
  }
  get dialog() {
    return this.renderRoot.querySelector("dialog");
  }
}
b("digitalshadow-emergency", us);
const gs = 5e3, xt = /* @__PURE__ */ new WeakMap(), $t = /* @__PURE__ */ new Map();
function Ae(i, t) {
  const { connection: e } = i, s = xt.get(e) ?? ms(e);
  return s.listeners.add(t), s.view && t(s.view), () => {
    s.listeners.delete(t), !s.listeners.size && (s.stop(), xt.delete(e));
  };
}
function ms(i) {
  let t = !1, e = null;
  const s = {
    listeners: /* @__PURE__ */ new Set(),
    view: null,
    stop: () => {
      t = !0, e?.().catch(() => {
      });
    }
  };
  xt.set(i, s);
  const a = () => {
    i.subscribeMessage(
      (n) => {
        s.view = n, s.listeners.forEach((o) => o(n));
      },
      { type: "digitalshadow/subscribe" }
    ).then((n) => {
      e = n, t && s.stop();
    }).catch(() => setTimeout(() => t || a(), gs));
  };
  return a(), s;
}
function P(i) {
  return new Promise((t) => {
    const e = Ae(i, (s) => {
      t(s), setTimeout(() => e());
    });
  });
}
function Tt(i) {
  const t = `./texts/${me(i)}.json`;
  return fetch(new URL(t, import.meta.url)).then((e) => e.json());
}
function Ee(i) {
  const { language: t } = i, e = $t.get(t);
  if (e) return e;
  const s = Promise.all([Tt(t), i.loadBackendTranslation("entity", "digitalshadow")]).then(([a, n]) => ({ texts: a, backend: n }));
  return $t.set(t, s), s.catch(() => $t.delete(t)), s;
}
class C extends _ {
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
      ke,
      w,
      _e,
      f`
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
    this.toggleAttribute("fixed", this.layout === "grid" && typeof this.config?.grid_options?.rows == "number"), !(!t.has("hass") || !this.hass) && (this.toggleAttribute("dark", this.hass.themes?.darkMode === !0), !this.stop && this.isConnected && this.follow(), this.language !== this.hass.language && (this.language = this.hass.language, Ee(this.hass).then((e) => this.spoken = e)));
  }
  follow() {
    this.stop = Ae(this.hass, (t) => this.view = t);
  }
  get home() {
    return !this.view || !this.spoken ? null : { hass: this.hass, view: this.view, ...this.spoken, prefix: "/digitalshadow", path: [], withdrawn: () => {
    } };
  }
  render() {
    const t = this.config ? this.home : null;
    return r`<div class="box">${t ? this.body(t) : r`<div class="card" aria-busy="true"></div>`}</div>`;
  }
  missing(t, e) {
    return r`<div class="card"><p class="say">${c(t.texts, e)}</p></div>`;
  }
  /** The whole card is one link, whose name is what the card says. */
  link(t, e, s) {
    return r`<a class="to" href="${t.prefix}/${e}" aria-label=${s}></a>`;
  }
}
function lt(i, t, e = {}) {
  return { name: i, selector: { select: { options: t, mode: "dropdown", ...e } } };
}
const $s = 2e3;
class fs extends C {
  static {
    this.properties = { ...C.properties, turn: { state: !0 } };
  }
  static {
    this.styles = [
      ...C.styles,
      f`
      .view { flex: 1; min-height: 96px; margin-block-start: 10px; border-radius: 8px; overflow: hidden; background: var(--ds-soft); }
      .view img { width: 100%; height: 100%; object-fit: cover; display: block; }
    `
    ];
  }
  constructor() {
    super(), this.turn = 0;
  }
  static async getConfigForm() {
    const t = document.querySelector("home-assistant")?.hass, e = t ? (await P(t)).cameras : [];
    return { schema: [lt("camera", e.map((s) => ({ value: s.subentry_id, label: s.name })))] };
  }
  static async getStubConfig(t) {
    const [e] = (await P(t)).cameras;
    return e ? { camera: e.subentry_id } : {};
  }
  connectedCallback() {
    super.connectedCallback(), this.timer = setInterval(() => document.hidden || (this.turn += 1), $s);
  }
  disconnectedCallback() {
    clearInterval(this.timer), super.disconnectedCallback();
  }
  getCardSize() {
    return 5;
  }
  getGridOptions() {
    return { columns: 12, rows: 5, min_columns: 6, min_rows: 4 };
  }
  body(t) {
    const e = t.view.cameras.find((o) => o.subentry_id === this.config.camera);
    if (!e) return this.missing(t, "card.no_camera");
    const s = be(t, e.status), a = e.last_analysed_at ? S(t, e.last_analysed_at) : "", n = this.hass.states?.[e.camera_entity_id ?? ""]?.attributes.entity_picture;
    return r`<div class="card">
      ${t.view.is_administrator ? this.link(t, "home", `${e.name}: ${s}`) : l}
      <div class="who"><div><b><bdi>${e.name}</bdi></b><span class="sub">${s}${a ? r`<br />${c(t.texts, "card.looked", { when: a })}` : l}</span></div></div>
      <div class="view">${n ? r`<img alt=${c(t.texts, "card.preview", { name: e.name })} src="${n}&width=640&height=360&turn=${this.turn}" />` : l}</div>
    </div>`;
  }
}
b("digitalshadow-camera-card", fs);
const bs = 0.5, Q = (i) => i < bs ? 0 : Math.round(i);
function gt(i, t) {
  return Array.from({ length: t }, (e, s) => vt(s < i));
}
function vt(i) {
  return r`<svg viewBox="0 0 12 18" class=${i ? "p1" : "p0"} aria-hidden="true">
    ${y`<path d="M6 .7a2.6 2.6 0 1 1 0 5.2a2.6 2.6 0 0 1 0-5.2ZM1.6 17.3v-5.4a4.4 4.4 0 0 1 8.8 0v5.4Z"></path>`}
  </svg>`;
}
const ws = ["tile", "bar", "full"], xs = { tile: 2, bar: 3, full: 6 }, vs = 2, ys = 864e5;
class ks extends C {
  static {
    this.styles = [
      ...C.styles,
      f`
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
    const t = document.querySelector("home-assistant")?.hass, e = t ? (await P(t)).people : [], s = ws.map((a) => ({ value: a, label: a }));
    return {
      schema: [
        lt("people", e.map((a) => ({ value: a.subentry_id, label: a.name })), { multiple: !0 }),
        lt("size", s)
      ]
    };
  }
  static async getStubConfig(t) {
    const { people: e } = await P(t), s = e.find((a) => a.is_themself) ?? e[0];
    return { people: s ? [s.subentry_id] : [], size: "bar" };
  }
  getCardSize() {
    return xs[this.size];
  }
  getGridOptions() {
    return { columns: this.size === "tile" && this.config.people?.length === 1 ? 6 : 12, rows: "auto", min_columns: 6, min_rows: 2 };
  }
  get size() {
    return this.config.size ?? "bar";
  }
  body(t) {
    const e = this.config.people ?? [], s = t.view.people.filter((n) => e.length ? e.includes(n.subentry_id) : !0);
    if (!s.length) return this.missing(t, e.length ? "card.not_shared" : "card.nobody");
    if (e.length === 1) return this.one(t, s[0]);
    const a = [...s].sort((n, o) => (L(n) ?? "").localeCompare(L(o) ?? ""));
    return r`<div class="card">${a.map((n) => this.row(t, n))}</div>`;
  }
  row(t, e) {
    const s = kt(t, e);
    return r`<div class="who row">${this.link(t, Vt(e), Zt(t, e))}
      ${Gt(e)}<div><b><bdi>${e.name}</bdi></b><span class="sub">${yt(t, e)}${s ? r`<br />${s}` : l}</span></div></div>`;
  }
  one(t, e) {
    const s = (p, $ = {}) => c(t.texts, p, $), n = (e.trend ?? e.reading)?.model_kind === "demonstration" && !e.urgent && this.size !== "tile", o = kt(t, e), [d] = t.view.emergency_numbers, h = n && !(this.size === "full" && Ce(e));
    return r`<div class=${h ? "card demo" : "card"}>
      ${this.link(t, Vt(e), Zt(t, e))}
      ${h ? Kt(t, e) : l}
      <div class="who">${Gt(e)}<div><b><bdi>${e.name}</bdi></b><span class="sub">${yt(t, e)}</span></div>
        ${this.size === "full" && d ? r`<a class="call" href="tel:${d}" aria-label=${s("call", { number: d })}><ha-icon icon="mdi:phone"></ha-icon>${d}</a>` : l}</div>
      ${this.size === "tile" ? l : this.values(t, e, { demo: n, isWhole: h })}
      ${o ? r`<p class="due"><ha-icon icon="mdi:calendar-clock"></ha-icon><span>${o}</span></p>` : l}
    </div>`;
  }
  values(t, e, { demo: s, isWhole: a }) {
    const n = (d, h = {}) => c(t.texts, d, h);
    if (e.urgent) return r`<p class="urgent">${n("hidden.title")}. ${n("hidden.why")}</p>`;
    const o = e.trend ?? e.reading;
    return r`${this.size === "full" ? Ss(t, e) : l}
      ${o ? r`<div class=${s && !a ? "value demo inner" : "value"}>${s && !a ? Kt(t, e) : l}${s ? Es(t, e) : As(t, e)}
            <p class="src"><ha-icon icon=${s ? "mdi:sticker-outline" : "mdi:flask-outline"}></ha-icon><span><bdi>${o.model}</bdi>. ${n(s ? "demo.kind" : "signal.kind")}</span></p></div>` : l}`;
  }
}
function Kt(i, t) {
  return r`<p class="strip value"><ha-icon icon="mdi:sticker-outline"></ha-icon><span><b>${c(i.texts, "demo.word")}</b> ${c(i.texts, "card.demo", { name: t.name })}</span></p>`;
}
const Ce = ({ clinical: i }) => i !== null && i.risk_percent !== null && !i.contradictions?.length;
function Gt(i) {
  return r`<span class="ava" aria-hidden="true">${[...i.name][0]}</span>`;
}
const Vt = (i) => i.is_themself ? "today" : "people", _s = (i, t) => new Date(i).toDateString() === new Date(t).toDateString();
function yt(i, t, e = Date.now()) {
  const s = L(t);
  if (!s) return c(i.texts, "people.unseen");
  const a = Math.floor((e - new Date(s).getTime()) / ys);
  return a >= vs ? c(i.texts, "card.not_seen", { days: a }) : c(i.texts, "seen", { when: _s(s, e) ? pt(i, s) : S(i, s) });
}
function kt(i, t, e = (/* @__PURE__ */ new Date()).toISOString().slice(0, 10)) {
  const s = t.next_input_due;
  return s && s.on <= e ? c(i.texts, "card.due", { what: Ot(i, s.input) }) : "";
}
function Zt(i, t) {
  const e = kt(i, t);
  return `${t.name}: ${yt(i, t)}${e ? `. ${e}` : ""}`;
}
function Ss(i, t) {
  if (!Ce(t)) return l;
  const e = t.clinical, s = (d, h = {}) => c(i.texts, d, h), a = Q(e.risk_percent), n = a ? String(a) : s("risk.fewer"), o = e.horizon_years ?? 10;
  return r`<div class="value risk"><p class="big num"><strong>${n}</strong> <span>${s("risk.of", { years: o })}</span></p>
    <div class="people" role="img" aria-label="${n} ${s("risk.of", { years: o })}">${gt(a, 100)}</div>
    <p class="sub">${e.outcome ? fe(i, e.outcome) : s("risk.outcome")}. <bdi>${e.equation}</bdi>, ${e.year}. ${s("risk.kind")}</p></div>`;
}
function As(i, t) {
  const e = (u, x = {}) => c(i.texts, u, x), { trend: s } = t;
  if (!s) return r`<p class="words">${e("card.signal.none")}</p>`;
  if (s.state === "calibrating") return r`<p class="words">${e("card.signal.learning")}</p>`;
  const { current_level: a, baseline_level: n, detectable_change: o } = s, d = e(`card.signal.${s.state}`);
  if (a == null || n == null || o == null) return r`<p class="words">${e("signal.title")}: ${d}</p>`;
  const [h, p] = [Math.max(0, n - o), Math.min(100, n + o)], $ = `${e("signal.title")} ${Math.round(a)}, ${d}`;
  return r`<p class="words num">${$}</p>
    <div class="bar" role="img" aria-label="${$}: ${Math.round(h)} – ${Math.round(p)}">
      <span class="band" style="inset-inline:${h}% ${100 - p}%"></span><span class="tick" style="inset-inline-start:${h}%"></span><span class="tick" style="inset-inline-start:${p}%"></span><span class="dot" style="inset-inline-start:${a}%"></span></div>
    <p class="ends num"><span>0</span><span>${e("card.no_chance")}</span><span>100</span></p>`;
}
function Es(i, t) {
  const e = t.reading?.signal_level;
  if (e == null) return r`<p class="words">${c(i.texts, "card.signal.none")}</p>`;
  const s = `${c(i.texts, "demo.title")} ${Math.round(e)}`;
  return r`<p class="words num">${s}</p>
    <div class="bar hatched" role="img" aria-label=${s}><span class="dot" style="inset-inline-start:${e}%"></span></div>
    <p class="ends num"><span>0</span><span>100</span></p>`;
}
b("digitalshadow-person-card", ks);
const Cs = 270, U = 30, F = 8, Ds = 28, it = 30, nt = 864e5, Jt = 340, zs = 48, _t = 50, k = (i) => Date.parse(`${i}T12:00:00Z`);
function Y(i) {
  const t = i.lines.flatMap((e) => [...e.points.map((s) => s.highest), ...e.bands.map((s) => s.high)]);
  return Math.max(0, ...t) <= _t ? _t : 100;
}
function Ms(i, t) {
  const e = t === "week" ? 7.5 : 31.5, s = [];
  return i.forEach((a, n) => {
    const o = i[n - 1];
    o && (k(a.first_day) - k(o.first_day)) / nt <= e ? s.at(-1).push(a) : s.push([a]);
  }), s;
}
class Os extends _ {
  constructor() {
    super(), this.observer = null, this.width = Jt, this.plain = !1;
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
      this.width = Math.max(240, Math.round(t?.contentRect.width ?? Jt));
    }), this.observer.observe(this);
  }
  disconnectedCallback() {
    this.observer?.disconnect(), super.disconnectedCallback();
  }
  get height() {
    return this.plain ? 150 : Cs;
  }
  get above() {
    return this.plain ? 10 : it;
  }
  x(t) {
    const e = k(this.chart.first_day), s = Math.max(k(this.chart.today), e + 7 * nt), a = Math.min(Math.max(typeof t == "number" ? t : k(t), e), s);
    return U + (this.width - U - F) * (a - e) / (s - e);
  }
  y(t) {
    return this.above + (this.height - this.above - Ds) * (1 - Math.min(t, Y(this.chart)) / Y(this.chart));
  }
  render() {
    return r`<svg width="100%" height=${this.height} viewBox="0 0 ${this.width} ${this.height}" role="img" aria-label=${this.sentence}>
      ${this.grid()} ${this.chart.lines.map((t) => t.bands.map((e) => this.band(e)))} ${this.gaps()} ${this.plain ? l : this.flags()}
      ${this.chart.lines.map((t) => this.line(t.points))} ${this.months()}
    </svg>`;
  }
  grid() {
    const t = Y(this.chart) === _t && !this.plain ? 10 : Y(this.chart) / (this.plain ? 2 : 4);
    return Array.from({ length: Y(this.chart) / t + 1 }, (s, a) => a * t).map(
      (s) => y`<line x1=${U} x2=${this.width - F} y1=${this.y(s)} y2=${this.y(s)} stroke="var(--ds-line)"></line>
        <text x=${U - 6} y=${this.y(s) + 4} text-anchor="end">${s}</text>`
    );
  }
  band(t) {
    const [e, s] = [this.x(t.first_day) - 3, this.x(t.last_day) + 3], [a, n] = [this.y(t.high), this.y(t.low)];
    return y`<rect x=${e} width=${s - e} y=${a} height=${Math.max(2, n - a)} rx="3" fill="var(--ds-band)"></rect>
      ${this.plain ? l : y`<text class="ink" x=${Math.min(e + 2, this.width - F - 60)} y=${a - 6}>${this.words.range(Math.round(t.low), Math.round(t.high))}</text>`}`;
  }
  gaps() {
    const t = this.y(0) - 7;
    return this.chart.gaps.map((e) => {
      const [s, a] = [this.x(e.first_day), this.x(e.last_day)], n = Math.min(Math.max((s + a) / 2, U + 34), this.width - F - 34);
      return y`<line x1=${s} x2=${a} y1=${t} y2=${t} stroke="var(--ds-ghost)" stroke-dasharray="1 4" stroke-width="2" stroke-linecap="round"></line>
        ${this.plain ? l : y`<text x=${n} y=${t - 7} text-anchor="middle">${this.words.reason(e.reason)}</text>`}`;
    });
  }
  flags() {
    return this.chart.changes.map((t, e) => {
      const s = this.x(t.on);
      return y`<line x1=${s} x2=${s} y1=${it - 6} y2=${this.y(0)} stroke="var(--ds-ink2)" stroke-dasharray="4 3"></line>
        <circle cx=${s} cy=${it - 15} r="10" fill="var(--ds-card)" stroke="var(--ds-ink2)" stroke-width="1.25"></circle>
        <text class="ink" x=${s} y=${it - 10.5} text-anchor="middle">${e + 1}</text>`;
    });
  }
  line(t) {
    const e = (this.chart.step === "week" ? 3.5 : 15) * nt, s = (n) => this.x(Math.min(k(n.first_day) + e, k(this.chart.today))), a = Ms(t, this.chart.step).map((n) => n.map((o, d) => `${d ? "L" : "M"}${s(o).toFixed(1)} ${this.y(o.level).toFixed(1)}`).join(""));
    return y`<path d=${a.join("")} fill="none" stroke="var(--ds-data)" stroke-width="2"></path>
      ${t.map((n) => y`<line x1=${s(n)} x2=${s(n)} y1=${this.y(n.highest)} y2=${this.y(n.lowest)} stroke="var(--ds-data)" stroke-opacity=".55" stroke-width="2"></line>
        <circle cx=${s(n)} cy=${this.y(n.level)} r=${this.plain ? 3.5 : 4} fill="var(--ds-data)" stroke="var(--ds-card)" stroke-width="1.5"></circle>`)}`;
  }
  /** Names of months where there is room for them; of a long time, years. */
  months() {
    const t = new Date(k(this.chart.first_day)), s = (k(this.chart.today) - t.getTime()) / nt > 500, a = s ? { year: "numeric", timeZone: "UTC" } : { month: "short", timeZone: "UTC" }, n = [];
    let o = U;
    for (let d = new Date(Date.UTC(t.getUTCFullYear(), t.getUTCMonth(), 1, 12)); d.getTime() <= k(this.chart.today); d.setUTCMonth(d.getUTCMonth() + 1)) {
      const h = this.x(d.getTime());
      s && d.getUTCMonth() !== 0 || d < t || h < o || h > this.width - F - 12 || (n.push(y`<text x=${h} y=${this.height - 8} text-anchor="start">${d.toLocaleDateString(this.locale, a)}</text>`), o = h + zs);
    }
    return n;
  }
}
b("digitalshadow-chart", Os);
class Ts extends C {
  constructor() {
    super(), this.shown = "", this.chart = null;
  }
  static {
    this.properties = { ...C.properties, chart: { state: !0 } };
  }
  static {
    this.styles = [
      ...C.styles,
      f`
      digitalshadow-chart { margin: 4px -6px 0; }
      .kind { max-width: 45%; font-size: 14px; }
      .say { font-size: 14px; }
    `
    ];
  }
  static async getConfigForm() {
    const t = document.querySelector("home-assistant")?.hass, e = t ? (await P(t)).people.filter((s) => s.can_read_record) : [];
    return { schema: [lt("person", e.map((s) => ({ value: s.subentry_id, label: s.name })))] };
  }
  static async getStubConfig(t) {
    const { people: e } = await P(t), s = e.find((a) => a.is_themself) ?? e.find((a) => a.can_read_record);
    return s ? { person: s.subentry_id } : {};
  }
  getCardSize() {
    return 4;
  }
  getGridOptions() {
    return { columns: 12, rows: "auto", min_columns: 9, min_rows: 4 };
  }
  personOf(t) {
    return t.view.people.find((e) => e.subentry_id === this.config.person);
  }
  /** A new visit moves the line, so it is asked for again. */
  updated() {
    const t = this.home && this.personOf(this.home);
    if (!t?.can_read_record || t.urgent) return;
    const e = `${t.person_id} ${t.reading?.ended_at ?? ""}`;
    e !== this.shown && (this.shown = e, g(this.hass, "trend", t.person_id, { span: "half_year" }).then(
      (s) => this.chart = s,
      () => this.chart = null
    ));
  }
  body(t) {
    const e = (d, h = {}) => c(t.texts, d, h), s = this.personOf(t);
    if (!s?.can_read_record) return this.missing(t, "card.not_shared");
    const a = s.trend ?? s.reading ?? this.chart?.lines.at(-1), n = a?.model_kind === "demonstration", o = s.urgent ? e("signal.hidden") : Ns(t, s, n);
    return r`<div class=${n ? "card demo" : "card"}>
      ${this.link(t, s.is_themself ? "trend" : "people", `${s.name}. ${o}`)}
      ${n ? r`<p class="strip"><ha-icon icon="mdi:sticker-outline"></ha-icon><span><b>${e("demo.word")}</b> ${e("card.demo", { name: s.name })}</span></p>` : l}
      <div class="who"><div><b><bdi>${s.name}</bdi>, ${e(n ? "demo.title" : "signal.title")}</b><span class="sub">${o}</span></div>
        ${a ? r`<span class="kind"><ha-icon icon=${n ? "mdi:sticker-outline" : "mdi:flask-outline"}></ha-icon><span><bdi>${a.model}</bdi></span></span>` : l}</div>
      ${this.drawn(t, s, o)}</div>`;
  }
  drawn(t, e, s) {
    const a = (o, d = {}) => c(t.texts, o, d);
    if (e.urgent) return r`<p class="say">${a("hidden.why")}</p>`;
    if (!this.chart?.lines.length) return r`<p class="say">${this.chart ? a("card.signal.none") : ""}</p>`;
    const n = {
      range: (o, d) => a("range", { low: T(t, o), high: T(t, d) }),
      reason: (o) => a(`gap.${o}`)
    };
    return r`<digitalshadow-chart plain .chart=${this.chart} .locale=${D(t)} .sentence=${s} .words=${n}></digitalshadow-chart>`;
  }
}
function Ns(i, t, e) {
  const s = (n, o = {}) => c(i.texts, n, o), { trend: a } = t;
  return e ? s("demo.trend") : a ? a.state === "calibrating" ? s("card.signal.learning") : t.is_themself ? s(`trend.is_${a.state}`, { day: a.since ? v(i, a.since) : "" }) : `${s("signal.title")} ${s(`card.signal.${a.state}`)}` : s("trend.none");
}
b("digitalshadow-trend-card", Ts);
const Ls = ["person", "trend", "camera"], H = "digitalshadow";
class Ps extends HTMLElement {
  static async generate(t, e) {
    const [s, { texts: a }] = await Promise.all([P(e), Ee(e)]), n = (h) => c(a, h), o = [...s.people.map(Is), ...Us(s, n("home.cameras"))], d = { type: "grid", cards: [{ type: "custom:digitalshadow-person-card" }] };
    return { title: n("panel"), views: [{ title: n("panel"), type: "sections", max_columns: 3, sections: o.length ? o : [d] }] };
  }
}
function Is(i) {
  const t = [{ type: "custom:digitalshadow-person-card", people: [i.subentry_id], size: i.clinical?.risk_percent == null ? "bar" : "full" }, ...i.can_read_record ? [{ type: "custom:digitalshadow-trend-card", person: i.subentry_id }] : []];
  return { type: "grid", cards: [{ type: "heading", heading: i.name }, ...t] };
}
function Us(i, t) {
  if (!i.is_administrator || !i.cameras.length) return [];
  const e = i.cameras.map((s) => ({ type: "custom:digitalshadow-camera-card", camera: s.subentry_id }));
  return [{ type: "grid", cards: [{ type: "heading", heading: t }, ...e] }];
}
function Rs(i, t, e) {
  const s = t.entities?.[e];
  if (s?.platform !== H || !s.device_id) return null;
  const a = t.devices?.[s.device_id], n = a?.identifiers?.find(([h]) => h === H)?.[1];
  if (!n || a?.model_id === "home" || a?.model === "Watched camera" !== (i === "camera")) return null;
  const d = i === "person" ? { people: [n], size: "bar" } : { [i === "trend" ? "person" : "camera"]: n };
  return { config: { type: `custom:${H}-${i}-card`, ...d } };
}
function qs() {
  const i = window.customCards ??= [], t = window.customStrategies ??= [];
  if (t.some((a) => a.type === H)) return;
  const e = [];
  for (const a of Ls) {
    const n = { type: `${H}-${a}-card`, name: `Heart health: ${a}`, description: "", preview: !0, getEntitySuggestion: (o, d) => Rs(a, o, d) };
    i.push(n), e.push([n, `card.${a}`]);
  }
  const s = { type: H, strategyType: "dashboard", name: "Heart health", description: "" };
  t.push(s), e.push([s, "card.dashboard"]), Tt(document.documentElement.lang || navigator.language).then(
    (a) => {
      for (const [n, o] of e) Object.assign(n, { name: c(a, o), description: c(a, `${o}.is`) });
    },
    () => {
    }
    // then they keep their English names
  );
}
b("ll-strategy-dashboard-digitalshadow", Ps);
qs();
const Hs = (i) => (...t) => ({ _$litDirective$: i, values: t });
let js = class {
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
const Ws = {}, Bs = (i, t = Ws) => i._$AH = t;
const Fs = Hs(class extends js {
  constructor() {
    super(...arguments), this.key = l;
  }
  render(i, t) {
    return this.key = i, t;
  }
  update(i, [t, e]) {
    return t !== this.key && (Bs(i), this.key = t), e;
  }
}), Ys = 5e3, Ks = 5e3, Xt = 2, Qt = 92;
function Gs(i) {
  const t = new URLSearchParams(i), e = (s, a) => {
    const n = Number(t.get(s) ?? a);
    return Number.isFinite(n) && n > 0 ? n : a;
  };
  return e("distance", Xt) / Xt * (e("density", Qt) / Qt) * e("scale", 1);
}
class Vs extends _ {
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
      this.show(null), t.code === "unauthorized" ? this.refuse() : setTimeout(() => this.isConnected && this.subscribe(), Ks);
    });
  }
  /** Every word of the server counts as one: it keeps the page, or takes it away at once. */
  show(t) {
    clearTimeout(this.silence), this.page = t, t && (this.silence = setTimeout(() => this.page = null, Ys));
  }
  /** Whoever opens this page with another account is told so, on a page they can leave. */
  async refuse() {
    this.refused = await Tt(this.hass.language), this.kiosk(!1);
  }
  render() {
    return this.refused ? r`<p class="refused" role="alert">${c(this.refused, "mirror.refused")} <a href="/digitalshadow">${c(this.refused, "panel")}</a></p>` : r`<div class="sheet" popover="manual" style="--u:${Gs(location.search)}px">${this.page ? Zs(this.page) : l}</div>`;
  }
}
function Zs(i) {
  const { headline: t, people: e, bar: s, lines: a, due: n, phone: o } = i;
  return Fs(
    t.join(),
    r`<main lang=${i.language}>
      ${t.length ? r`<h1>${t.map((d) => r`<span>${d}</span>`)}</h1>` : l}
      ${e === null ? l : r`<div class="people" aria-hidden="true">${gt(e, 100)}</div>`}
      ${s ? Js(s) : l}
      ${a.map((d) => r`<p class=${d.tone}>${d.text}</p>`)}
      ${n || o ? r`<footer>
            ${n ? r`<p class="due"><ha-icon icon="mdi:heart-pulse"></ha-icon>${n}</p>` : l}
            ${o ? r`<p class="phone"><ha-icon icon="mdi:phone"></ha-icon>${o}</p>` : l}
          </footer>` : l}
    </main>`
  );
}
function Js(i) {
  const { at: t, usual: e } = i;
  return r`<div class=${e ? "bar" : "bar hatched"} aria-hidden="true">
    ${e ? r`<i style="inset-inline:${e[0]}% ${100 - e[1]}%"></i>` : l}<b style="inset-inline-start:${t}%"></b>
  </div>`;
}
b("digitalshadow-mirror", Vs);
const De = {
  greeting: "mdi:hand-wave-outline",
  due: "mdi:calendar-clock",
  signal: "mdi:face-recognition",
  risk: "mdi:heart-pulse"
}, te = Object.keys(De);
class Xs extends m {
  static {
    this.properties = { ...m.properties, mirrors: { state: !0 } };
  }
  static {
    this.styles = [
      w,
      Se,
      f`
      h3 { font-size: 16px; font-weight: 500; margin-block-start: 16px; }
    `
    ];
  }
  constructor() {
    super(), this.mirrors = [];
  }
  firstUpdated() {
    this.doing(async () => {
      this.mirrors = await g(this.home.hass, "mirrors", this.me.person_id);
    });
  }
  turn(t, e) {
    const s = te.filter((a) => t.topics[a].on !== (a === e));
    return this.doing(async () => {
      const a = { mirror_id: t.mirror_id, topics: s };
      this.mirrors = await g(this.home.hass, "set_mirror", this.me.person_id, a);
    });
  }
  render() {
    return !this.mirrors.length && !this.error ? l : r`<section class="card"><header><h2>${this.t("mirrors.title")}</h2></header>
      <p class="say">${this.t("mirrors.rule")}</p>
      ${this.error ? r`<p class="error" role="alert">${this.error}</p>` : l}
      ${this.mirrors.map((t) => r`<h3><bdi>${t.name}</bdi></h3>
        <ul class="rows">${te.map((e) => this.row(t, e))}</ul>`)}
    </section>`;
  }
  row(t, e) {
    const { on: s, limit: a } = t.topics[e], n = `${t.mirror_id}-${e}`, o = a ? `mirrors.limit.${a}` : `mirrors.${e}.${s ? "on" : "off"}`;
    return r`<li><ha-icon icon=${De[e]}></ha-icon><div><b id=${n}>${this.t(`mirrors.${e}`)}</b>
        <span class="sub">${this.t(o)}</span></div>
      ${a ? l : r`<button class="sw" role="switch" aria-checked=${s} aria-labelledby=${n} ?disabled=${this.waits}
        @click=${() => this.turn(t, e)}></button>`}</li>`;
  }
}
b("digitalshadow-mirror-choices", Xs);
const Qs = ["templates", "readings", "measurements", "documents", "consents"];
class ti extends m {
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
      Se,
      f`
      ul.plain { display: grid; gap: 6px; margin-block-start: 8px; list-style: disc; padding-inline-start: 20px; }
    `
    ];
  }
  constructor() {
    super(), this.data = null, this.step = "closed", this.exported = !1;
  }
  firstUpdated() {
    this.doing(async () => {
      this.data = await g(this.home.hass, "data", this.me.person_id);
    });
  }
  turn(t, e) {
    return this.doing(async () => {
      const s = await g(this.home.hass, "set_switch", this.me.person_id, { switch: t, on: e });
      this.data && (this.data = { ...this.data, ...s });
    });
  }
  export() {
    return this.doing(async () => {
      const t = await g(this.home.hass, "export", this.me.person_id);
      ye("heart-health-export.json", JSON.stringify(t, null, 2), "application/json"), this.exported = !0;
    });
  }
  withdraw() {
    return this.doing(async () => {
      this.home.withdrawn(await g(this.home.hass, "withdraw", this.me.person_id));
    });
  }
  render() {
    const { data: t } = this;
    return r`<div class="narrow cols">
      ${this.error ? r`<p class="error" role="alert">${this.error}</p>` : l}
      ${t ? r`${this.readers(t)} <digitalshadow-mirror-choices .home=${this.home}></digitalshadow-mirror-choices> ${this.switches(t)} ${this.leaves(t)} ${this.stored(t)} ${this.leaving(t)}` : r`<section class="card" aria-busy="true"><h2>${this.t("data.readers")}</h2></section>`}
    </div>`;
  }
  readers(t) {
    const e = (s, a) => r`<li><ha-icon icon="mdi:account-outline"></ha-icon><div><b>${this.t(`data.${s}`)}</b>
        <span class="sub"><bdi>${a.length ? ut(this.home, a) : this.t("data.nobody")}</bdi></span></div></li>`;
    return r`<section class="card"><header><h2>${this.t("data.readers")}</h2></header>
      <p class="say">${this.t(`data.${t.sharing}`)}</p>
      <ul class="rows">${e("account", t.account ? [t.account] : [])} ${e("granted", t.granted)} ${e("administrators", t.administrators)}</ul>
      <p class="sub">${this.t("data.change")}</p></section>`;
  }
  switches(t) {
    const e = (s, a) => r`<li><ha-icon icon=${a}></ha-icon><div><b id=${s}>${this.t(`data.${s}`)}</b>
          <span class="sub">${this.t(`data.${s}.${t[s] ? "on" : "off"}`)}</span></div>
        <button class="sw" role="switch" aria-checked=${t[s]} aria-labelledby=${s} ?disabled=${this.waits}
          @click=${() => this.turn(s, !t[s])}></button></li>`;
    return r`<section class="card"><header><h2>${this.t("data.switches")}</h2></header>
      <ul class="rows">${e("monitoring", "mdi:face-recognition")} ${e("muted", "mdi:bell-off-outline")}</ul></section>`;
  }
  leaves({ server: t }) {
    const e = ({ receiver: s, agreed: a, may_agree: n }) => r`<ul class="rows"><li><ha-icon icon="mdi:server-network"></ha-icon><div><b id="server">${this.t("data.server", { receiver: s })}</b>
          <span class="sub">${this.t(`data.server.${a ? "on" : n ? "off" : "theirs"}`, { receiver: s })}</span></div>
        <button class="sw" role="switch" aria-checked=${a} aria-labelledby="server" ?disabled=${this.waits || !(a || n)}
          @click=${() => this.turn("server", !a)}></button></li></ul>
        <p class="sub">${this.t("data.server.owner")}</p>`;
    return r`<section class="card"><header><h2>${this.t("data.leaves")}</h2></header>
      ${t ? e(t) : r`<p class="say">${this.t("data.leaves.nothing")}</p>`}</section>`;
  }
  stored(t) {
    return r`<section class="card"><header><h2>${this.t("data.stored")}</h2></header>
      ${this.counted(t)}
      <div class="btns"><button class="btn soft" ?disabled=${this.waits} @click=${this.export}><ha-icon icon="mdi:download-outline"></ha-icon>${this.t("data.export")}</button></div>
    </section>`;
  }
  counted(t) {
    return r`<ul class="plain num">${Qs.map((e) => r`<li>${this.t(`data.kind.${e}`)}: ${t.stored[e]}</li>`)}</ul>`;
  }
  leaving(t) {
    if (this.step === "closed")
      return r`<section class="card"><header><h2>${this.t("data.withdraw")}</h2></header><p class="say">${this.t("data.withdraw.short")}</p>
        <div class="btns"><button class="btn line" @click=${() => this.step = "shown"}>${this.t("data.withdraw.open")}</button></div></section>`;
    const e = this.step === "sure";
    return r`<section class="card"><header><h2>${this.t("data.withdraw")}</h2></header>
      <p class="say">${this.t("data.withdraw.goes")}</p>
      ${this.counted(t)}
      <p class="say">${this.t("data.withdraw.stays")}</p>
      ${e ? r`<p class="say" role="alert"><b>${this.t("data.withdraw.sure")}</b></p>` : l}
      <div class="btns">
        <button class="btn" ?disabled=${this.waits} @click=${this.export}>${this.t(this.exported ? "data.export.again" : "data.export.first")}</button>
        <button class="btn danger" ?disabled=${this.waits} @click=${e ? this.withdraw : () => this.step = "sure"}>${this.t(e ? "data.withdraw.yes" : "data.withdraw.all")}</button>
        <button class="btn line" @click=${() => this.step = "closed"}>${this.t("keep.all")}</button>
      </div></section>`;
  }
}
b("digitalshadow-data", ti);
class ei extends m {
  static {
    this.styles = [w];
  }
  render() {
    return r`<div class="hello"><h2>${this.t("people.title")}</h2><span class="sub">${this.t("people.not_alarm")}</span></div>
      <div class="cols two">${ve(this.home.view).map((t) => this.card(t))}</div>`;
  }
  card(t) {
    const e = L(t), s = t.next_input_due;
    return r`<section class="card">
      <h2><bdi>${t.name}</bdi></h2>
      <p class="say">${e ? this.t("seen", { when: S(this.home, e) }) : this.t("people.unseen")}</p>
      ${t.monitoring ? l : r`<p class="sub">${this.t("people.paused")}</p>`}
      ${s ? r`<p class="sub">${this.t("people.due", { what: Ot(this.home, s.input) })}</p>` : l}
    </section>`;
  }
}
class si extends m {
  static {
    this.styles = [w];
  }
  render() {
    const { people: t, cameras: e, paused: s, waiting_for: a } = this.home.view;
    return r`<div class="cols two">
      ${s ? r`<p class="card wide">${this.t("home.paused")}</p>` : l}
      ${a.map(({ name: n, erased_on: o }) => this.waiting(n, o))}
      ${a.length && !t.length ? l : this.people(t)}
      <section class="card"><header><h2>${this.t("home.cameras")}</h2></header>
        ${e.length ? l : r`<p class="say">${this.t("home.no_camera")}</p>`}
        <ul class="rows">${e.map((n) => r`<li><ha-icon icon="mdi:cctv"></ha-icon><div><b><bdi>${n.name}</bdi></b><span class="sub">${be(this.home, n.status)}${n.last_analysed_at ? r`, ${S(this.home, n.last_analysed_at)}` : l}</span></div></li>`)}</ul>
      </section></div>`;
  }
  people(t) {
    return r`<section class="card"><header><h2>${this.t("home.people")}</h2></header>
      ${t.length ? l : r`<p class="say">${this.t("home.nobody")}</p>`}
      <ul class="rows">${t.map((e) => r`<li><ha-icon icon="mdi:account-outline"></ha-icon><div><b><bdi>${e.name}</bdi></b><span class="sub">${this.t(ii(e))}</span></div></li>`)}</ul>
    </section>`;
  }
  waiting(t, e) {
    const s = e ? S(this.home, e) : "";
    return r`<section class="card wide"><h2>${this.t("home.waiting", { name: t })}</h2>
      <p class="say">${this.t(e ? "home.waiting.until" : "home.waiting.linked", { name: t, when: s })}</p></section>`;
  }
}
function ii(i) {
  return i.needs_consent ? "home.needs_consent" : i.needs_enrolment ? "home.needs_enrolment" : i.monitoring ? "home.monitored" : "people.paused";
}
b("digitalshadow-people", ei);
b("digitalshadow-home", si);
function Nt(i) {
  const t = i.trim().replace(",", ".");
  return /^\d+(\.\d+)?$/.test(t) ? Number(t) : null;
}
const ai = (i, t) => i.toLocaleString(t, { useGrouping: !1, maximumFractionDigits: 2, numberingSystem: "latn" }), ee = 10, ze = "systolic_mmhg", Me = "diastolic_mmhg";
function ni(i) {
  const t = /* @__PURE__ */ new Map(), e = [];
  for (const s of i) {
    const a = s.measure === ze || s.measure === Me, n = `${a ? "pressure" : s.measure} ${s.measured_at} ${s.is_typed}`;
    a ? t.has(n) ? t.get(n).values.push(s) : t.set(n, { key: n, values: [s] }) : e.push({ key: n, values: [s] });
  }
  for (const { values: s } of t.values()) s.sort((a, n) => n.measure.localeCompare(a.measure));
  return { pressures: [...t.values()], others: e };
}
class ri extends m {
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
      w,
      f`
      .dayhead { font-size: 14px; font-weight: 500; color: var(--ds-ink2); padding-block: 16px 2px; }
      li.ask { flex-direction: column; align-items: stretch; background: var(--ds-soft); border-radius: 10px; padding: 12px; border: 0; }
      .inputs { display: flex; flex-wrap: wrap; gap: 8px; }
      .inputs label { flex: 1; min-width: 120px; font-size: 14px; color: var(--ds-ink2); }
    `
    ];
  }
  constructor() {
    super(), this.listed = null, this.changing = "", this.deleting = !1, this.said = "", this.shown = ee;
  }
  firstUpdated() {
    this.fetch();
  }
  fetch() {
    return this.doing(async () => {
      this.listed = await g(this.home.hass, "measurements", this.me.person_id);
    });
  }
  open(t) {
    this.changing = t.key, this.deleting = !1, this.error = "";
  }
  async save(t, e) {
    e.preventDefault();
    const s = new FormData(e.target), a = t.values.map((n) => ({ measure: n.measure, value: Nt(String(s.get(n.measure))), unit: n.unit, unit_is_sure: !0 }));
    if (a.some((n) => n.value === null)) {
      this.error = this.t("measure.no_number");
      return;
    }
    await this.changed("measure.corrected", () => g(this.home.hass, "add_measurements", this.me.person_id, { values: a, measured_at: t.values[0].measured_at }));
  }
  delete(t) {
    return this.changed("measure.deleted", async () => {
      for (const { measure: e, measured_at: s } of t.values) await g(this.home.hass, "delete_measurement", this.me.person_id, { measure: e, measured_at: s });
    });
  }
  async changed(t, e) {
    await this.doing(async () => {
      await e();
    }) && (this.changing = "", this.said = this.t(t), await this.fetch());
  }
  render() {
    const { listed: t } = this, { pressures: e, others: s } = ni(t ?? []);
    return r`<div class="hello"><h2>${this.t("measure.values")}</h2><span class="sub">${this.t("measure.values.how")}</span></div>
      <p class="sr" role="status">${this.said}</p>
      ${this.error && !this.changing ? r`<p class="error" role="alert">${this.error}</p>` : l}
      <div class="cols">
        ${t && !t.length ? r`<p class="card">${this.t("measure.none")}</p>` : l}
        ${e.length ? this.card(this.t("measure.title"), e) : l}
        ${s.length ? this.card(this.t(e.length ? "measure.others" : "measure.values"), s) : l}
        ${this.me.can_change ? r`<a class="btn" href="${this.home.prefix}/measure/add"><ha-icon icon="mdi:plus"></ha-icon>${this.t("measure.add")}</a>` : l}
      </div>`;
  }
  card(t, e) {
    const s = e.slice(0, this.shown);
    return r`<section class="card">
      <header><h2>${t}</h2><span class="kind num">${this.t("measure.count", { count: e.length })}</span></header>
      ${$e(s, (a) => a.values[0].measured_at).map(([a, n]) => r`<h3 class="dayhead">${we(this.home, a)}</h3><ul class="rows">${n.map((o) => this.row(o))}</ul>`)}
      ${s.length < e.length ? r`<button class="more" @click=${() => this.shown += 5 * ee}>${this.t("measure.more", { count: e.length - s.length })}</button>` : l}
    </section>`;
  }
  row(t) {
    const [e] = t.values, s = e.measure === ze || e.measure === Me, a = t.values.map((d) => T(this.home, d.value)).join(" / "), n = s && t.values.length > 1 ? "" : `${G(this.home, e.measure)}: `, o = r`<div><b class="num">${n}<bdi dir="ltr">${a} ${e.unit}</bdi></b>
      <span class="sub">${pt(this.home, e.measured_at)}, ${this.t(e.is_typed ? "measure.typed" : "measure.sensor")}</span></div>`;
    return !e.is_typed || !this.me.can_change ? r`<li>${dt(e.measure)}${o}</li>` : this.changing !== t.key ? r`<li>${dt(e.measure)}${o}<button class="btn line small" @click=${() => this.open(t)}>${this.t("measure.change")}</button></li>` : this.deleting ? this.asking(t, o) : this.editing(t, o);
  }
  asking(t, e) {
    return r`<li class="ask">${e}<b>${this.t("measure.delete.ask")}</b>
      ${this.error ? r`<p class="error" role="alert">${this.error}</p>` : l}
      <div class="btns"><button class="btn danger small" ?disabled=${this.waits} @click=${() => this.delete(t)}>${this.t("delete")}</button>
        <button class="btn line small" @click=${() => this.changing = ""}>${this.t("keep")}</button></div></li>`;
  }
  editing(t, e) {
    return r`<li class="ask">${e}
      <form class="inputs" @submit=${(s) => this.save(t, s)}>
        ${t.values.map((s) => r`<label>${G(this.home, s.measure)}${s.unit ? `, ${s.unit}` : ""}
          <input class="input" name=${s.measure} inputmode="decimal" autocomplete="off" .value=${ai(s.value, this.locale)} /></label>`)}
        ${this.error ? r`<p class="error" role="alert">${this.error}</p>` : l}
        <div class="btns" style="width:100%;margin:0"><button class="btn small" ?disabled=${this.waits}>${this.t("save")}</button>
          <button class="btn danger small" type="button" @click=${() => this.deleting = !0}>${this.t("delete")}</button>
          <button class="btn line small" type="button" @click=${() => this.changing = ""}>${this.t("cancel")}</button></div>
        <p class="sub">${v(this.home, t.values[0].measured_at)}</p>
      </form></li>`;
  }
}
const oi = [
  [/mmhg/, "mdi:heart-pulse"],
  [/weight/, "mdi:scale-bathroom"],
  [/height/, "mdi:human-male-height"],
  [/steps|activity/, "mdi:walk"],
  [/sleep/, "mdi:sleep"],
  [/points/, "mdi:food-apple-outline"]
], dt = (i) => r`<ha-icon icon=${oi.find(([t]) => t.test(i))?.[1] ?? "mdi:test-tube"}></ha-icon>`;
b("digitalshadow-all-values", ri);
const li = /_mmhg$/, di = "perhaps_g_l";
class hi extends m {
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
      w,
      f`
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
    return this.doing(async () => {
      const t = await g(this.home.hass, "measures", this.me.person_id);
      this.forms = t.filter((e) => !li.test(e.measure));
    });
  }
  async save(t, e) {
    e.preventDefault();
    const s = new FormData(e.target), a = Nt(String(s.get("value")));
    if (a === null) {
      this.error = this.t("measure.no_number");
      return;
    }
    const n = String(s.get("when") ?? "");
    await this.doing(async () => {
      try {
        await g(this.home.hass, "add_measurements", this.me.person_id, {
          values: [{ measure: t.measure, value: a, unit: String(s.get("unit") ?? t.units[0]), unit_is_sure: this.unsure }],
          ...n ? { measured_at: new Date(n).toISOString() } : {}
        });
      } catch (d) {
        throw this.unsure = hs(d) === di, d;
      }
    }) && (this.said = this.t("measure.added", { name: G(this.home, t.measure) }), this.measure = "", this.unsure = !1, await this.fetch());
  }
  render() {
    const t = this.forms?.find((e) => e.measure === this.measure);
    return r`<div class="hello"><h2>${this.t("measure.add")}</h2><span class="sub">${this.t("measure.add.how")}</span></div>
      <p class=${this.said ? "say" : "sr"} role="status">${this.said}</p>
      ${t ? this.form(t) : this.choices()}
      <a class="more" href="${this.home.prefix}/measure/values">${this.t("measure.values")}</a>`;
  }
  choices() {
    return r`${this.error ? r`<p class="error" role="alert">${this.error}</p>` : l}
      <section class="card" aria-busy=${this.forms === null && !this.error}><ul class="rows">
        <li><a class="choice" style="color:inherit;text-decoration:none" href="${this.home.prefix}/measure">${dt("systolic_mmhg")}<b>${this.t("measure.title")}</b></a></li>
        ${(this.forms ?? []).map((t) => r`<li><button class="choice" @click=${() => this.choose(t.measure)}>${dt(t.measure)}<b>${G(this.home, t.measure)}</b></button></li>`)}
      </ul></section>`;
  }
  choose(t) {
    this.measure = t, this.said = "", this.error = "", this.unsure = !1;
  }
  form(t) {
    return r`<section class="card"><h2>${G(this.home, t.measure)}</h2>
      <form @submit=${(e) => this.save(t, e)}>
        <div class="two"><label>${this.t("measure.value")}<input class="input large" name="value" inputmode="decimal" autocomplete="off" required /></label>
          ${t.units.length > 1 ? r`<label>${this.t("measure.unit")}<select class="input" name="unit" @change=${() => this.unsure = !1}>${t.units.map((e) => r`<option value=${e}>${e}</option>`)}</select></label>` : r`<span class="sub" style="padding-block-end:20px">${t.units[0]}</span>`}</div>
        <label>${this.t("measure.when")}<input class="input" type="datetime-local" name="when" /></label>
        ${this.error ? r`<p class="error" role="alert">${this.error}</p>` : l}
        <div class="btns" style="margin:0"><button class="btn" ?disabled=${this.waits}>${this.t(this.unsure ? "measure.sure" : "save")}</button>
          <button class="btn line" type="button" @click=${() => this.choose("")}>${this.t("cancel")}</button></div>
      </form></section>`;
  }
}
b("digitalshadow-add-value", hi);
const se = { upper: "", lower: "", at: "upper" }, St = { low: 70, high: 260 }, Oe = { low: 30, high: 160 }, Te = 3, O = (i) => i.length === Te || i.length === 2 && Number(i[0]) > 2;
function ci(i, t) {
  const e = i[i.at];
  if (e.length >= Te || e === "" && t === "0") return i;
  const s = { ...i, [i.at]: e + t };
  return i.at === "upper" && O(s.upper) ? { ...s, at: "lower" } : s;
}
function ie(i) {
  const t = i.at === "lower" && i.lower === "" ? "upper" : i.at;
  return { ...i, at: t, [t]: i[t].slice(0, -1) };
}
const pi = (i) => ({ upper: i.lower, lower: i.upper, at: "lower" });
function Ne({ upper: i, lower: t }) {
  return O(i) && ft(i, St) && !O(t) ? "upper_range" : !O(i) || !O(t) ? null : Number(t) >= Number(i) ? "swapped" : ft(i, St) ? "upper_range" : ft(t, Oe) ? "lower_range" : null;
}
const ui = (i) => O(i.upper) && O(i.lower) && Ne(i) === null, ft = (i, t) => Number(i) < t.low || Number(i) > t.high, gi = 60, mi = 7;
class $i extends m {
  constructor() {
    super(), this.onKey = (t) => {
      if (!(t.ctrlKey || t.metaKey || t.altKey || t.defaultPrevented)) {
        if (/^\d$/.test(t.key)) this.type(t.key);
        else if (t.key === "Backspace") this.typed = ie(this.typed);
        else return;
        t.preventDefault();
      }
    }, this.typed = se, this.diary = null, this.said = "", this.rest = 0;
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
      w,
      f`
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
    return this.doing(async () => {
      this.diary = await g(this.home.hass, "diary", this.me.person_id);
    });
  }
  type(t) {
    this.typed = ci(this.typed, t), this.said = "";
  }
  async save() {
    const { upper: t, lower: e } = this.typed;
    await this.doing(async () => {
      await g(this.home.hass, "add_measurements", this.me.person_id, {
        values: [
          { measure: "systolic_mmhg", value: Number(t), unit: "mmHg" },
          { measure: "diastolic_mmhg", value: Number(e), unit: "mmHg" }
        ]
      });
    }) && (this.said = this.t("measure.saved", { upper: t, lower: e }), this.typed = se, await this.fetch(), this.diary?.taken === 1 && this.wait());
  }
  /** A minute's rest before the second one. */
  wait() {
    clearInterval(this.timer), this.rest = gi, this.timer = setInterval(() => {
      this.rest -= 1, this.rest <= 0 && clearInterval(this.timer);
    }, 1e3);
  }
  render() {
    return r`<div class="hello"><h2>${this.t("measure.title")}</h2><span class="sub">${this.place()}</span></div>
      ${this.diary ? this.week(this.diary) : l}
      <div class="fields num">${this.field("upper")} ${this.field("lower")}</div>
      ${this.note()}
      <div class="pad num">
        ${["1", "2", "3", "4", "5", "6", "7", "8", "9"].map((t) => this.key(t))}
        <button aria-label=${this.t("measure.back")} @click=${() => this.typed = ie(this.typed)}>
          <ha-icon icon="mdi:backspace-outline"></ha-icon>
        </button>
        ${this.key("0")}
        <button class="go" ?disabled=${this.waits || !ui(this.typed)} @click=${this.save}>${this.t("save")}</button>
      </div>
      <p class="links">
        ${["values", "add", "questions"].map((t) => r`<a class="more" href="${this.home.prefix}/measure/${t}">${this.t(`measure.${t}`)}</a>`)}
      </p>`;
  }
  /** Which measurement comes now: "This morning, second of 2. Day 3 of 7". */
  place() {
    const { diary: t } = this;
    if (!t) return this.t("measure.how");
    const e = this.t(`diary.this_${t.part}`), s = t.taken >= t.times_each ? this.t("diary.done") : this.t(t.taken ? "diary.second" : "diary.first");
    return `${e}, ${s}. ${this.t("signal.day", { day: t.day, of: mi })}`;
  }
  week(t) {
    const e = t.counts.map((a, n) => {
      const o = /* @__PURE__ */ new Date(`${t.first_day}T12:00:00`);
      return o.setDate(o.getDate() + n), o.toLocaleDateString(this.locale, { weekday: "short" });
    }), s = (a, n) => r`<span class="part">${this.t(`diary.${a}`)}</span>${t.counts.map((o, d) => {
      const h = o[n] >= t.times_each, p = d + 1 === t.day && t.part === a;
      return r`<span class="c ${h ? "on" : ""} ${p ? "now" : ""}">${o[n] ? Math.min(o[n], 9) : ""}</span>`;
    })}`;
    return r`<div class="week num" role="img" aria-label=${this.place()}>
      <span></span>${e.map((a, n) => r`<span class=${n + 1 === t.day ? "today" : ""}>${a}</span>`)}
      ${s("morning", 0)} ${s("evening", 1)}
    </div>`;
  }
  field(t) {
    return r`<button class="field" aria-pressed=${this.typed.at === t} @click=${() => this.typed = { ...this.typed, at: t, [t]: "" }}>
      <span>${this.t(`measure.${t}`)}, mmHg</span><b>${this.typed[t]}</b>
    </button>`;
  }
  key(t) {
    return r`<button @click=${() => this.type(t)}>${t}</button>`;
  }
  note() {
    const t = Ne(this.typed), e = t === "lower_range" ? Oe : St, s = this.error ? `${this.error} ${this.t("measure.unsaved")}` : t ? this.t(`measure.${t}`, e) : this.said;
    return r`<p class="note ${this.error ? "error" : ""}">
      <span aria-live="polite" role=${t && !this.error ? "alert" : l}>${s || this.hint()}</span>
      ${t === "swapped" && !this.error ? r`<button class="btn soft small" @click=${() => this.typed = pi(this.typed)}>${this.t("measure.swap")}</button>` : l}
      ${this.rest > 0 && !t && !this.error ? r`<b class="num" aria-hidden="true">${this.t("diary.rest", { seconds: this.rest })}</b>` : l}
    </p>`;
  }
  hint() {
    const t = this.diary?.latest;
    return t && this.diary?.taken === 1 ? this.t("diary.after_first", { when: pt(this.home, t) }) : this.t("measure.how");
  }
}
b("digitalshadow-diary", $i);
const tt = { day: 2, month: 2, year: 4 };
function bt(i) {
  const t = new Intl.DateTimeFormat(i, { day: "2-digit", month: "2-digit", year: "numeric", calendar: "gregory", numberingSystem: "latn" }).formatToParts(new Date(2e3, 10, 22)), e = t.map((a) => a.type).filter((a) => a in tt), s = t.find((a) => a.type === "literal")?.value.trim() ?? "";
  return { order: e, separator: /^[./-]$/.test(s) ? s : "/" };
}
function fi(i, t) {
  let e = i.replace(/\D/g, "").slice(0, 8);
  const s = [];
  for (const a of t.order) {
    if (!e) break;
    s.push(e.slice(0, tt[a])), e = e.slice(tt[a]);
  }
  return s.join(t.separator);
}
function ae(i, t) {
  let e = i.replace(/\D/g, "");
  if (e.length !== 8) return null;
  const s = {};
  for (const o of t.order)
    s[o] = e.slice(0, tt[o]), e = e.slice(tt[o]);
  const a = `${s.year}-${s.month}-${s.day}`, n = /* @__PURE__ */ new Date(`${a}T12:00:00Z`);
  return !Number.isNaN(n.getTime()) && n.toISOString().startsWith(a) ? a : null;
}
function bi(i, t) {
  const [e, s, a] = i.split("-"), n = { year: e, month: s, day: a };
  return t.order.map((o) => n[o]).join(t.separator);
}
function wi(i, t) {
  const [e, s, a] = i.split("-").map(Number), n = t.getMonth() + 1 < s || t.getMonth() + 1 === s && t.getDate() < a;
  return t.getFullYear() - e - (n ? 1 : 0);
}
const R = "";
class xi extends m {
  constructor() {
    super(), this.again = () => {
      this.finished = !1, this.go(0);
    }, this.take = (t) => {
      this.given = t.target.value;
    }, this.asked = null, this.at = 0, this.given = R, this.finished = !1;
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
      w,
      f`
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
      .btns .btn:last-child { flex: 1; }
    `
    ];
  }
  firstUpdated() {
    this.doing(async () => {
      this.asked = await g(this.home.hass, "questions", this.me.person_id);
      const t = this.asked.findIndex((s) => s.name === this.home.path[1]), e = this.asked.findIndex((s) => s.answer === null);
      this.go(t >= 0 ? t : Math.max(0, e));
    });
  }
  get question() {
    return this.asked?.[this.at];
  }
  go(t) {
    this.at = t, this.error = "";
    const e = this.question;
    this.given = e ? this.written(e, e.answer ?? e.suggested) : R;
  }
  /** An answer as its field holds it. */
  written(t, e) {
    return e === null ? R : t.kind === "day" ? bi(String(e), bt(this.locale)) : String(e);
  }
  /** What the field holds as an answer; undefined for what is not whole yet. */
  answerOf(t) {
    return this.given === R ? null : t.kind === "day" ? ae(this.given, bt(this.locale)) ?? void 0 : t.kind === "number" ? Nt(this.given) ?? void 0 : t.kind === "yes_no" ? this.given === "true" : this.given;
  }
  async next(t) {
    t.preventDefault();
    const e = this.question, s = this.answerOf(e);
    if (s === void 0) {
      this.error = this.t("question.not_whole");
      return;
    }
    if (!(s === e.answer || await this.doing(async () => {
      this.asked = await g(this.home.hass, "answer", this.me.person_id, { question: e.name, answer: s });
    }))) return;
    const n = this.asked.findIndex((o) => o.name === e.name) + 1;
    n >= this.asked.length ? this.finished = !0 : this.go(n), await this.updateComplete, this.renderRoot.querySelector("h2")?.focus();
  }
  render() {
    const t = this.question;
    if (!t || !this.asked) return r`<section class="card" aria-busy=${!this.error}>${this.error ? r`<p class="error" role="alert">${this.error}</p>` : r`<h2>${this.t("measure.questions")}</h2>`}</section>`;
    const e = this.asked.filter((s) => s.answer !== null).length;
    return this.finished ? r`<h2 tabindex="-1">${this.t("question.finished")}</h2><p>${this.t("question.finished.known", { known: e, of: this.asked.length })}</p>
        <div class="btns"><button class="btn line" @click=${this.again}>${this.t("question.again")}</button><a class="btn" href="${this.home.prefix}/today">${this.t("page.today")}</a></div>` : r`<p class="top num"><span>${this.t("question.number", { number: this.at + 1, of: this.asked.length })}</span><span class="sub">${this.t("question.stop")}</span></p>
      <div class="prog" role="progressbar" aria-label=${this.t("question.progress")} aria-valuemin="0" aria-valuemax=${this.asked.length} aria-valuenow=${e}><i style="width:${100 * e / this.asked.length}%"></i></div>
      <form @submit=${this.next}>
        <h2 tabindex="-1" id="question">${this.t(`question.${t.name}`)}</h2>
        ${this.home.texts[`question.${t.name}.why`] ? r`<p class="sub" id="why">${this.t(`question.${t.name}.why`)}</p>` : l}
        ${this.field(t)}
        ${this.error ? r`<p class="error" role="alert">${this.error}</p>` : l}
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
        return r`<label class="typed">${this.t("question.years")}<input class="input large" inputmode="numeric" autocomplete="off" aria-describedby="why" .value=${this.given} @input=${this.take} /></label>`;
      case "country":
        return r`<label class="typed">${this.t("question.choose")}<select class="input large" @change=${this.take}>
          <option value="" ?selected=${this.given === R}>${this.t("question.not_said")}</option>
          ${this.countries(t).map(([e, s]) => r`<option value=${e} ?selected=${this.given === e}>${s}</option>`)}</select></label>`;
      default:
        return this.options(t);
    }
  }
  day(t) {
    const e = bt(this.locale), s = ae(this.given, e), a = (n) => {
      const o = n.target;
      n.inputType?.startsWith("delete") ? this.given = o.value : o.value = this.given = fi(o.value, e);
    };
    return r`<label class="typed">${e.order.map((n) => this.t(`date.${n}`)).join(", ")}
        <input class="input large" inputmode="numeric" autocomplete=${t.name === "birth_date" ? "bday" : "off"} maxlength="10" .value=${this.given} @input=${a} /></label>
      <p class="sub num" aria-live="polite">${s && t.name === "birth_date" ? this.t("question.age", { years: wi(s, /* @__PURE__ */ new Date()) }) : ""}</p>`;
  }
  options(t) {
    const e = t.kind === "yes_no" ? [["true", this.t("yes")], ["false", this.t("no")]] : t.choices.map((s) => [s, I(this.home, `selector.${t.name}.options`, s)]);
    return r`<fieldset aria-labelledby="question">
      ${[...e, [R, this.t("question.not_said")]].map(([s, a]) => r`<label class="opt"><input type="radio" name="answer" .value=${s} .checked=${this.given === s} @change=${this.take} />${a}</label>`)}
    </fieldset>`;
  }
  countries(t) {
    const e = new Intl.DisplayNames([this.locale], { type: "region" });
    return t.choices.map((s) => [s, e.of(s) ?? s]).sort(([, s], [, a]) => s.localeCompare(a, this.locale));
  }
}
b("digitalshadow-questions", xi);
class vi extends m {
  static {
    this.styles = [w];
  }
  render() {
    return r`<div class="narrow">${this.page()}</div>`;
  }
  page() {
    switch (this.home.path[0]) {
      case "values":
        return r`<digitalshadow-all-values .home=${this.home}></digitalshadow-all-values>`;
      case "add":
        return r`<digitalshadow-add-value .home=${this.home}></digitalshadow-add-value>`;
      case "questions":
        return r`<digitalshadow-questions .home=${this.home}></digitalshadow-questions>`;
      default:
        return r`<digitalshadow-diary .home=${this.home}></digitalshadow-diary>`;
    }
  }
}
b("digitalshadow-measure", vi);
const ne = [18, 21, 24];
class yi extends m {
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
    this.kept = await g(this.home.hass, "report", this.me.person_id), this.language ||= this.kept?.language ?? this.ownLanguage();
  }
  ownLanguage() {
    const t = this.home.hass.language;
    return this.languages.find((e) => e === t) ?? this.languages.find((e) => t.startsWith(e)) ?? "en";
  }
  make(t) {
    return g(this.home.hass, "make_report", this.me.person_id, { language: this.language, format: t });
  }
  anew() {
    return this.doing(async () => {
      await this.make("markdown"), await this.fetchKept();
    });
  }
  fhir() {
    return this.doing(async () => {
      const t = await this.make("fhir");
      ye("heart-health-fhir.json", JSON.stringify(t.report, null, 2), "application/fhir+json");
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
    return r`<div class="tools">
        <label><span class="sr">${this.t("report.language")}</span>
          <select @change=${(e) => this.language = e.target.value}>
            ${this.languages.map((e) => r`<option value=${e} lang=${e} ?selected=${e === this.language}>${ki(e)}</option>`)}
          </select></label>
        <button class="btn" ?disabled=${this.waits} @click=${this.anew}>${this.t("report.new")}</button>
        <button class="btn line" aria-label=${this.t("report.larger")} @click=${() => this.size = (this.size + 1) % ne.length}>A+</button>
      </div>
      ${this.error ? r`<p class="tools error" role="alert">${this.error}</p>` : l}
      ${this.differs() ? r`<p class="tools sub">${this.t("report.other")}</p>` : l}
      ${t ? this.paper(t) : r`<p class="card paper" aria-busy=${t === void 0}>${t === null ? this.t("report.none") : ""}</p>`}
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
    return r`<article class="card paper" lang=${t.language} dir="auto" style="font-size:${ne[this.size]}px">
        <ha-markdown .content=${this.whole ? t.whole_markdown : t.markdown}></ha-markdown>
      </article>
      <p class="tools sub">
        <span>${this.t("report.made", { when: S(this.home, t.made_at) })}
        <bdi>${t.model}</bdi>: ${this.t(t.model_kind === "demonstration" ? "demo.model" : "signal.model")}</span>
        ${e && !this.whole ? r`<button class="btn line small" @click=${() => this.whole = !0}>${this.t("report.whole")}</button>` : l}
      </p>`;
  }
}
function ki(i) {
  return new Intl.DisplayNames([i], { type: "language" }).of(i) ?? i;
}
b("digitalshadow-report", yi);
function _i(i, t) {
  const e = (o, d = {}) => c(i.texts, o, d), s = t.contradictions ?? [], a = t.risk_percent === null ? t.missing_inputs : [], n = t.risk_percent !== null && !s.length;
  return r`<section class="card">
    <header>
      <h2>${e("risk.title", { years: t.horizon_years ?? 10 })}</h2>
      ${n ? r`<span class="kind"><ha-icon icon="mdi:check-circle-outline"></ha-icon>${e("risk.kind")}</span>` : a.length ? r`<span class="kind num"><ha-icon icon="mdi:clock-outline"></ha-icon>${e(a.length === 1 ? "risk.to_go_one" : "risk.to_go", { count: a.length })}</span>` : l}
    </header>
    ${s.length ? Ai(i, e, t) : n ? Si(i, e, t) : Ei(i, e, t)}
    <p class="src">
      <ha-icon icon="mdi:clipboard-pulse-outline"></ha-icon>
      <span>${a.length ? r`${e("risk.will_be")} ` : l}<bdi>${t.equation}</bdi>, ${t.year}. ${n ? e("risk.source") : l}</span>
    </p>
  </section>`;
}
function Si(i, t, e) {
  const s = Q(e.risk_percent ?? 0), a = e.horizon_years ?? 10, n = s ? String(s) : t("risk.fewer"), o = e.outcome ? fe(i, e.outcome) : t("risk.outcome"), d = t("risk.sentence", { count: n, not: 100 - s, years: a });
  return r`<p class="big num"><strong>${n}</strong> <span>${t("risk.of", { years: a })}</span></p>
    <div class="people" role="img" aria-label=${d}>${gt(s, 100)}</div>
    <p class="key num"><span>${vt(!0)}<b>${o}: ${n}</b></span> <span>${vt(!1)}${t("risk.not", { not: 100 - s })}</span></p>
    <p class="say">${d}</p>`;
}
function Ai(i, t, e) {
  return r`<p class="lead">${t("risk.contradiction")}</p>
    <ul class="rows">
      ${e.contradictions.map(
    (s) => r`<li><ha-icon icon="mdi:stethoscope"></ha-icon><div><b>${t("risk.contradiction.both", { answer: ot(i, s.answer), measured: ut(i, s.measured.map((a) => ot(i, a))) })}</b></div></li>`
  )}
    </ul>
    <p class="say">${t("risk.contradiction.doctor")}</p>`;
}
function Ei(i, t, e) {
  return e.missing_inputs.length ? r`<p class="lead">${t("risk.incomplete")}</p>
    <ul class="rows">
      ${e.missing_inputs.map((s) => {
    const a = xe(s, i);
    return r`<li><ha-icon icon=${a.includes("questions") ? "mdi:comment-question-outline" : "mdi:test-tube"}></ha-icon><div><b>${ot(i, s)}</b></div>
          <a class="btn soft small" href="${i.prefix}/${a}" aria-label="${t(a.includes("questions") ? "risk.answer" : "due.enter")}: ${ot(i, s)}">${t(a.includes("questions") ? "risk.answer" : "due.enter")}</a></li>`;
  })}
    </ul>` : r`<p class="lead">${t("risk.none")}</p>${e.reason ? r`<p class="say">${as(i, e.reason)}.</p>` : l}`;
}
const V = 14, Ci = 30, Di = 864e5;
function zi(i, t, e, s = l) {
  const a = (d, h = {}) => c(i.texts, d, h), n = t.trend ?? t.reading, o = n?.model_kind === "demonstration";
  return r`<section class=${o ? "card demo" : "card"}>
    ${o ? r`<p class="strip"><ha-icon icon="mdi:sticker-outline"></ha-icon><span><b>${a("demo.word")}</b> ${a("demo.not")}</span></p>` : l}
    <header>
      <h2>${a(o ? "demo.title" : "signal.title")}</h2>
      ${n ? r`<span class="kind"><ha-icon icon=${o ? "mdi:sticker-outline" : "mdi:flask-outline"}></ha-icon>${a(o ? "demo.kind" : "signal.kind")}</span>` : l}
    </header>
    ${t.monitoring ? l : Mi(i, a, t, e)}
    ${t.trend && t.reading ? Oi(i, a, t.trend, t.reading.ended_at, o) : t.monitoring ? r`<p class="say">${a("signal.unseen")}</p>` : l}
    ${n ? r`<p class="src"><ha-icon icon="mdi:face-recognition"></ha-icon><span><bdi>${n.model}</bdi>. ${a(o ? "demo.model" : "signal.model")} ${t.trend?.current_level != null && !o ? a("signal.mean", { days: t.trend.recent_days ?? 0 }) : l}</span></p>` : l}
    ${s} ${Li(i, a, t)}
  </section>`;
}
function Mi(i, t, e, s) {
  return r`<div class="paused"><p>${t("signal.paused")}</p>
    ${e.can_change ? r`<button class="btn soft small" ?disabled=${!i.hass.connected} @click=${s}>${t("signal.go_on")}</button>` : l}</div>`;
}
function Oi(i, t, e, s, a) {
  if (e.state === "calibrating") return Ti(t, e, a);
  const { current_level: n, baseline_level: o, detectable_change: d } = e;
  if (o == null || d == null) return r`<p class="say">${t("signal.old", { day: v(i, s) })}</p>`;
  const [h, p] = [Math.max(0, o - d), Math.min(100, o + d)], $ = t("range", { low: Math.round(h), high: Math.round(p) }), u = n == null ? t("signal.old", { day: v(i, s) }) : t(`signal.${e.state}`), x = `${n == null ? "" : `${Math.round(n)} `}${u}. ${t("signal.range", { range: $ })}`;
  return r`<p class="lead num">${n == null ? l : r`<span class="val">${T(i, Math.round(n))}</span> `}${u}</p>
    <div class="bar num" role="img" aria-label=${x}>
      <span class="band" style="inset-inline:${h}% ${100 - p}%"></span>
      <span class="tick" style="inset-inline-start:${h}%"></span>
      <span class="tick" style="inset-inline-start:${p}%"></span>
      <span class="lab" style="inset-inline-start:${Math.min(Math.max((h + p) / 2, 10), 90)}%">${$}</span>
      ${n == null ? l : r`<span class="dot" style="inset-inline-start:${n}%"></span>`}
    </div>
    <p class="ends num"><span>0</span><span>${t(a ? "demo.answers" : "signal.chance")}</span><span>100</span></p>
    ${a ? l : r`${Ni(i, t, e)}`}`;
}
function Ti(i, t, e) {
  const s = Math.min(t.baseline_days ?? 0, V), a = i("signal.day", { day: s, of: V });
  return r`<p class="lead num"><span class="val">${a}</span></p>
    <div class="days" role="img" aria-label=${a}>
      ${Array.from({ length: V }, (n, o) => r`<i class=${o < s ? "on" : ""}></i>`)}
    </div>
    ${e ? r`<div class="bar num" role="img" aria-label=${i("demo.bar")}>
            <span class="lab" style="inset-inline-start:16%">${i("demo.without")}</span><span class="lab" style="inset-inline-start:84%">${i("demo.with")}</span>
            <span class="mark" style="inset-inline-start:8%"></span><span class="mark" style="inset-inline-start:92%"></span>
          </div>
          <p class="ends num"><span>0</span><span>100</span></p>
          <p class="say">${i("demo.answers")} ${i("demo.same_days")}</p>` : r`<p class="say">${i("signal.learning")}</p>`}`;
}
function Ni(i, t, e) {
  const s = e.new_level_since;
  if (s && Date.now() - Date.parse(s) < (Ci + 90) * Di)
    return r`<p class="say">${t("trend.new_level", { day: v(i, s) })}.</p>`;
  if (e.state !== "rising" && e.state !== "falling") return l;
  const a = (e.cameras ?? 1) > 1, n = e.since ? t(a ? "signal.since_cameras" : "signal.since_camera", { day: v(i, e.since), count: e.cameras ?? 1 }) : "";
  return r`<p class="say">${n} ${t("signal.other_reasons")} ${a && e.state === "rising" ? t("signal.measure") : l}</p>`;
}
function Li(i, t, e) {
  const s = L(e);
  return s ? r`<p class="seen"><ha-icon icon="mdi:eye-outline"></ha-icon><span>${t("seen", { when: S(i, s) })}</span>
    <a class="more" href="${i.prefix}/trend">${t("seen.not_me")}</a></p>` : l;
}
function Pi(i, t) {
  const e = (d, h = {}) => c(i.texts, d, h), s = t.steps ?? [];
  if (!s.length) return l;
  const a = Q(t.risk_percent ?? 0), n = !t.contradictions?.length && s.some((d) => At(d.risk_percent, a) !== null), o = n ? At(t.risk_together_percent ?? null, a) : null;
  return r`<section class="card wide">
    <header><h2>${e(n ? "steps.title" : "steps.title.plain")}</h2></header>
    <ol class="steps num">
      ${s.map((d, h) => r`<li><span class="n">${h + 1}</span><div><b>${Ui(i, d, t)}</b>${n ? Ii(e, d, a) : l}</div></li>`)}
    </ol>
    <p class="sum num">${o === null ? l : r`<b>${e("steps.together", { then: o || e("risk.fewer"), before: a })}</b> `}${e("steps.promise")}</p>
    ${n ? r`<p class="src"><ha-icon icon="mdi:clipboard-pulse-outline"></ha-icon><span>${e("steps.source", { equation: t.equation })}</span></p>` : l}
  </section>`;
}
function At(i, t) {
  return i !== null && Q(i) < t ? Q(i) : null;
}
function Ii(i, t, e) {
  const s = At(t.risk_percent, e);
  return s === null ? l : r`<div class="few" aria-hidden="true">${gt(s, e)}</div>
    <p class="sub">${i("steps.instead", { then: s || i("risk.fewer"), before: e })}</p>`;
}
function Ui(i, t, e) {
  return t.change === "cholesterol_1_lower" ? c(i.texts, e.cholesterol_unit === "mg/dL" ? "step.cholesterol_mg_dl" : "step.cholesterol_mmol_l") : t.change === "pressure_130" ? c(i.texts, "step.pressure_130", { now: e.systolic_mmhg ?? "" }) : t.change === "pressure_10_lower" ? c(i.texts, "step.pressure_10_lower") : c(i.texts, `step.${t.advice}`);
}
const Le = 864e5, Ri = 14, qi = "(min-width: 1080px)", Hi = 56;
function ji(i) {
  const t = new Date(Date.parse(i.today) - Hi * Le).toISOString().slice(0, 10), e = i.lines.map((s) => ({ ...s, points: s.points.filter((a) => a.first_day >= t), bands: s.bands.filter((a) => a.last_day >= t) }));
  return { ...i, first_day: t > i.first_day ? t : i.first_day, lines: e, gaps: i.gaps.filter((s) => s.last_day >= t) };
}
const Wi = (i) => i < 12 ? "hello.morning" : i < 18 ? "hello.day" : "hello.evening", Bi = (i) => i.day > 1 || i.taken > 0;
class Fi extends m {
  constructor() {
    super(), this.known = "", this.goOn = () => {
      this.doing(async () => {
        await g(this.home.hass, "set_switch", this.me.person_id, { switch: "monitoring", on: !0 });
      });
    }, this.diary = null, this.chart = null;
  }
  static {
    this.properties = { ...m.properties, diary: { state: !0 }, chart: { state: !0 } };
  }
  static {
    this.styles = [
      w,
      _e,
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
    const t = JSON.stringify([this.me.next_input_due, this.me.clinical, this.me.urgent]);
    t !== this.known && (this.known = t, this.doing(async () => {
      this.diary = await g(this.home.hass, "diary", this.me.person_id), matchMedia(qi).matches && (this.chart = await g(this.home.hass, "trend", this.me.person_id));
    }));
  }
  render() {
    const t = this.me;
    return r`<div class="hello">
        <h2>${this.t(Wi((/* @__PURE__ */ new Date()).getHours()))} <bdi>${t.name}</bdi></h2>
        <span class="sub">${(/* @__PURE__ */ new Date()).toLocaleDateString(this.locale, { weekday: "long", day: "numeric", month: "long" })}</span>
      </div>
      <div class="cols two">
        ${t.urgent ? this.urgent(t.urgent) : l} ${this.due()}
        ${t.needs_consent || t.needs_enrolment ? r`<p class="card wide">${this.t(t.needs_consent ? "needs.consent" : "needs.enrolment")}</p>` : l}
        ${t.urgent ? r`<section class="card wide"><h2>${this.t("hidden.title")}</h2><p class="say">${this.t("hidden.why")}</p></section>` : r`${t.clinical ? _i(this.home, t.clinical) : l} ${zi(this.home, t, this.goOn, this.mini())}
              ${t.clinical ? Pi(this.home, t.clinical) : l}`}
      </div>`;
  }
  /** The last weeks, where there is room beside the risk. */
  mini() {
    const { chart: t } = this;
    return !t?.lines.length || this.me.trend?.model_kind !== "livecad" ? l : r`<digitalshadow-chart class="mini" plain aria-hidden="true" .chart=${ji(t)} .locale=${this.locale}></digitalshadow-chart>`;
  }
  urgent(t) {
    const e = this.home.view.emergency_numbers, s = `${t.systolic_mmhg ?? "–"} / ${t.diastolic_mmhg ?? "–"}`;
    return r`<section class="card urgent wide" role="alert">
      <h2><ha-icon icon="mdi:alert"></ha-icon><span>${this.t("urgent.title")} <bdi dir="ltr">${s}</bdi></span></h2>
      <p class="say">${this.t("urgent.measured", { when: S(this.home, t.measured_at) })}</p>
      <ol lang=${t.language}>${t.text.map((a) => r`<li>${a}</li>`)}</ol>
      <div class="btns">
        ${e.map((a) => r`<a class="btn" href="tel:${a}"><ha-icon icon="mdi:phone"></ha-icon>${this.t("call", { number: a })}</a>`)}
        <a class="btn line" href="${this.home.prefix}/measure">${this.t("urgent.again")}</a>
      </div>
    </section>`;
  }
  /** What should be measured or answered now: a diary that goes on comes first. */
  due() {
    const { diary: t } = this;
    if (t && Bi(t)) {
      const a = t.times_each - t.taken, n = a > 0 ? this.t(`diary.this_${t.part}`) : this.t("diary.this_is_done");
      return this.dueCard(
        this.t(a === 1 ? "due.pressure_once" : "due.pressure"),
        `${n}. ${this.t("signal.day", { day: t.day, of: t.counts.length })}`,
        a > 0 ? "measure" : null
      );
    }
    const e = this.me.next_input_due, s = e ? ((/* @__PURE__ */ new Date(`${e.on}T23:59:59`)).getTime() - Date.now()) / Le : 1 / 0;
    return !e || s > Ri ? l : this.dueCard(Ot(this.home, e.input), this.t(s < 0 ? "due.since" : "due.on", { day: v(this.home, e.on) }), xe(e.input, this.home));
  }
  dueCard(t, e, s) {
    return r`<section class="card due wide">
      <span class="ico"><ha-icon icon="mdi:heart-pulse"></ha-icon></span>
      <div><b>${t}</b><span class="sub">${e}</span></div>
      ${s && this.me.can_change ? r`<a class="btn small" href="${this.home.prefix}/${s}">${this.t("due.enter")}</a>` : l}
    </section>`;
  }
}
b("digitalshadow-today", Fi);
const re = 14, Yi = 864e5;
class Ki extends m {
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
      const e = await g(this.home.hass, "visits", this.me.person_id, t ? { before: t } : {});
      this.listed = [...t ? this.listed ?? [] : [], ...e.visits], this.more = e.more;
    });
  }
  async count(t, e) {
    const s = await this.doing(async () => {
      await g(this.home.hass, "count_visit", this.me.person_id, { visit_id: t.visit_id, counts: e });
    });
    this.asked = "", s && (this.said = this.t(e ? "visit.is_back" : "visit.is_gone"), this.listed = (this.listed ?? []).map((a) => a === t ? { ...a, taken_back: !e, taken_back_by_me: !e } : a), this.dispatchEvent(new Event("changed")));
  }
  render() {
    const { listed: t } = this;
    return r`<section class="card" aria-busy=${t === null && !this.error}>
      <header><h2>${this.t("visits.title")}</h2>${this.counted()}</header>
      <p class="sub">${this.t("visits.how")}</p>
      <p class="sr" role="status">${this.said}</p>
      ${this.error ? r`<p class="error" role="alert">${this.error}</p>` : l}
      ${t && !t.length ? r`<p class="say">${this.t("visits.none")}</p>` : l}
      ${$e(t ?? [], (e) => e.started_at).map(([e, s]) => r`<h3 class="dayhead">${we(this.home, e)}</h3><ul class="rows">${s.map((a) => this.row(a))}</ul>`)}
      ${this.more ? r`<button class="more" ?disabled=${this.waits} @click=${() => this.fetch(t?.at(-1)?.started_at)}>${this.t("visits.older")}</button>` : l}
    </section>`;
  }
  counted() {
    const t = Date.now() - re * Yi, e = this.listed ?? [];
    if (!e.length || this.more && Date.parse(e.at(-1).started_at) > t) return l;
    const s = e.filter((a) => Date.parse(a.started_at) > t && a.visit_id && !a.taken_back).length;
    return r`<span class="sub num">${this.t("visits.count", { count: s, days: re })}</span>`;
  }
  row(t) {
    const e = t.cameras.length ? ut(this.home, t.cameras) : this.t("change.removed"), s = pt(this.home, t.started_at);
    if (t.why_not)
      return r`<li><ha-icon icon="mdi:eye-off-outline"></ha-icon><div><b class="num">${s}</b><span class="sub"><bdi>${e}</bdi>. ${this.t(`why.${t.why_not}`)}</span></div></li>`;
    if (this.asked === t.visit_id)
      return r`<li class="ask"><div><b>${this.t("visit.ask", { when: s, where: e })}</b><span class="sub">${this.t("visit.ask.what")}</span></div>
        <div class="btns"><button class="btn small" ?disabled=${this.waits} @click=${() => this.count(t, !1)}>${this.t("visit.take_back")}</button>
        <button class="btn line small" @click=${() => this.asked = ""}>${this.t("keep")}</button></div></li>`;
    const a = t.taken_back ? this.t(t.taken_back_by_me ? "visit.gone_by_you" : "visit.gone") : this.t("visit.frames", { count: t.frames });
    return r`<li class=${t.taken_back ? "gone" : ""}><ha-icon icon="mdi:cctv"></ha-icon><div><b class="num">${s}</b><span class="sub"><bdi>${e}</bdi>. ${a}</span></div>
      ${this.me.can_change ? this.button(t) : l}</li>`;
  }
  button(t) {
    return t.taken_back ? r`<button class="btn soft small" ?disabled=${this.waits} @click=${() => this.count(t, !0)}><ha-icon icon="mdi:redo"></ha-icon>${this.t("visit.put_back")}</button>` : r`<button class="btn line small" @click=${() => this.asked = t.visit_id ?? ""}>${this.t("visit.not_me")}</button>`;
  }
}
b("digitalshadow-visits", Ki);
const oe = ["half_year", "year", "all"];
class Gi extends m {
  constructor() {
    super(), this.shown = "", this.chart = null, this.span = oe[0];
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
      this.chart = await g(this.home.hass, "trend", this.me.person_id, { span: this.span });
    });
  }
  render() {
    return r`<div class="cols two">
      ${this.me.urgent ? r`<section class="card"><h2>${this.t("signal.hidden")}</h2><p class="say">${this.t("hidden.why")}</p></section>` : this.card()}
      <digitalshadow-visits .home=${this.home} @changed=${() => this.fetch()}></digitalshadow-visits>
    </div>`;
  }
  card() {
    const { chart: t } = this, e = this.me.trend, s = e ?? this.me.reading ?? t?.lines.at(-1), a = s?.model_kind === "demonstration";
    return r`<section class=${a ? "card demo" : "card"} aria-busy=${t === null && !this.error}>
      ${a ? r`<p class="strip"><ha-icon icon="mdi:sticker-outline"></ha-icon><span><b>${this.t("demo.word")}</b> ${this.t("demo.not")}</span></p>` : l}
      <header><h2>${this.t(a ? "demo.title" : "signal.title")}</h2>
        ${s ? r`<span class="kind"><ha-icon icon=${a ? "mdi:sticker-outline" : "mdi:flask-outline"}></ha-icon>${this.t(a ? "demo.kind" : "signal.kind")}</span>` : l}</header>
      <p class="lead">${a && t?.lines.length ? this.t("demo.trend") : this.headline(e)}</p>
      <p class="sub">${this.t(a ? "demo.nothing" : "signal.chance")}</p>
      ${this.error ? r`<p class="error" role="alert">${this.error}</p>` : l}
      <div class="seg" role="group" aria-label=${this.t("trend.span")}>
        ${oe.map((n) => r`<button aria-pressed=${n === this.span} @click=${() => this.span = n}>${this.t(`trend.${n}`)}</button>`)}
      </div>
      ${t?.lines.length ? this.drawn(t, a) : r`<p class="say">${t ? this.t(this.me.monitoring ? "signal.unseen" : "signal.paused") : ""}</p>`}
    </section>`;
  }
  headline(t) {
    return t ? t.state === "calibrating" ? this.t("signal.day", { day: Math.min(t.baseline_days ?? 0, V), of: V }) : t.new_level_since ? this.t("trend.new_level", { day: v(this.home, t.new_level_since) }) : this.t(`trend.is_${t.state}`, { day: t.since ? v(this.home, t.since) : "" }) : this.t("trend.none");
  }
  drawn(t, e) {
    const s = {
      range: (o, d) => this.t("range", { low: o, high: d }),
      reason: (o) => this.t(`gap.${o}`)
    }, a = e ? { ...t, lines: t.lines.map((o) => ({ ...o, bands: [] })) } : t, n = [...new Set(t.lines.map((o) => o.model))];
    return r`<digitalshadow-chart .chart=${a} .words=${s} .locale=${this.locale} .sentence=${this.sentence(a)}></digitalshadow-chart>
      <ul class="marks">
        ${t.changes.map((o, d) => r`<li><span class="flag num">${d + 1}</span><span>${v(this.home, o.on)}: ${this.t(`change.${o.kind}`, { name: o.name ?? this.t("change.removed") })}</span></li>`)}
        ${e ? l : r`<li><span class="band"></span><span>${this.t(`trend.legend.${t.step}`)}</span></li>`}
      </ul>
      <p class="src"><ha-icon icon="mdi:face-recognition"></ha-icon><span><bdi>${n.join(", ")}</bdi>. ${this.t(e ? "demo.answers" : "trend.source")}</span></p>
      <details><summary class="more">${this.t("trend.table")}</summary>${this.table(a)}</details>`;
  }
  sentence(t) {
    const s = t.lines.flatMap((a) => a.points).map((a) => a.level);
    return this.t(`trend.sentence.${t.step}`, {
      from: v(this.home, t.first_day),
      to: v(this.home, t.today),
      low: Math.round(Math.min(...s)),
      high: Math.round(Math.max(...s))
    });
  }
  table(t) {
    const e = t.lines.flatMap((s) => s.points.map((a) => ({ ...a, model: s.model })));
    return r`<div class="scroll" tabindex="0" role="group" aria-label=${this.t("trend.table")}><table class="num">
      <thead><tr>${["begins", "level", "spread", "days", "model"].map((s) => r`<th scope="col">${this.t(`trend.column.${s}`)}</th>`)}</tr></thead>
      <tbody>${e.reverse().map((s) => r`<tr><th scope="row">${v(this.home, s.first_day)}</th><td>${T(this.home, s.level)}</td>
        <td>${this.t("range", { low: T(this.home, s.lowest), high: T(this.home, s.highest) })}</td><td>${s.days}</td><td><bdi>${s.model}</bdi></td></tr>`)}</tbody>
    </table></div>`;
  }
}
b("digitalshadow-trend", Gi);
const Vi = {
  today: "mdi:heart-pulse",
  trend: "mdi:chart-line",
  measure: "mdi:plus",
  report: "mdi:file-document-outline",
  data: "mdi:shield-account-outline",
  people: "mdi:account-heart-outline",
  home: "mdi:home-outline"
}, Zi = 5e3;
class Ji extends _ {
  constructor() {
    super(), this.backend = () => "", this.stop = null, this.spoken = "", this.follow = (t) => {
      if (t.ctrlKey || t.metaKey || t.shiftKey) return;
      const s = t.composedPath().find((a) => a instanceof HTMLAnchorElement)?.getAttribute("href") ?? "";
      s.startsWith(`${this.root}/`) && (t.preventDefault(), ls(s), window.scrollTo(0, 0));
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
      ke,
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
      }, Zi);
    });
  }
  async fetchTexts(t) {
    this.spoken = t;
    const e = `./texts/${me(t)}.json`, s = new URL(e, import.meta.url), [a] = await Promise.all([
      fetch(s).then((n) => n.json()),
      this.hass.loadBackendTranslation("selector", "digitalshadow"),
      this.hass.loadBackendTranslation("exceptions", "digitalshadow")
    ]);
    this.backend = await this.hass.loadBackendTranslation("entity", "digitalshadow"), this.texts = a;
  }
  get root() {
    return this.route?.prefix ?? "/digitalshadow";
  }
  render() {
    if (!this.texts) return l;
    const t = (o) => c(this.texts, o);
    if (!this.view)
      return r`${this.head(null, [], "")}<main>${this.failed ? r`<p class="card" role="alert">${t("not_running")}</p>` : r`<section class="card" aria-busy="true"><h2>${t("loading")}</h2><div class="block"></div></section>`}</main>`;
    const e = {
      hass: this.hass,
      view: this.view,
      texts: this.texts,
      backend: this.backend,
      prefix: this.root,
      path: this.route?.path.split("/").slice(2) ?? [],
      withdrawn: (o) => this.erased = o
    }, s = rs(this.view), a = this.route?.path.split("/")[1] ?? "", n = s.includes(a) ? a : s[0] ?? "";
    return r`${this.head(e, s, n)}
      ${this.hass.connected ? l : r`<p class="offline" role="status">${t("offline")}</p>`}
      <main>
        ${this.erased ? r`<section class="card" role="status"><h2>${t("data.gone")}</h2><p class="say">${t(this.erased.verified ? "data.gone.all" : "data.gone.left")}</p></section>` : l}
        ${n ? Xi(n, e) : this.erased ? l : r`<p class="card">${t("nobody")}</p>`}
        <p class="help"><ha-icon icon="mdi:phone-in-talk"></ha-icon><span>${t("help")}</span></p>
      </main>`;
  }
  head(t, e, s) {
    const a = (n) => c(this.texts, n);
    return r`<header class="top">
      <ha-menu-button .hass=${this.hass} .narrow=${this.narrow}></ha-menu-button>
      <h1>${a("panel")}</h1>
      <nav class="tabs" aria-label=${a("pages")} ?hidden=${e.length < 2}>
        ${e.map((n) => r`<a href="${this.root}/${n}" aria-current=${n === s ? "page" : l}><ha-icon icon=${Vi[n]}></ha-icon><span>${a(`page.${n}`)}</span></a>`)}
      </nav>
      ${t ? r`<digitalshadow-emergency .home=${t}></digitalshadow-emergency>` : l}
    </header>`;
  }
}
function Xi(i, t) {
  switch (i) {
    case "today":
      return r`<digitalshadow-today .home=${t}></digitalshadow-today>`;
    case "trend":
      return r`<digitalshadow-trend .home=${t}></digitalshadow-trend>`;
    case "measure":
      return r`<digitalshadow-measure .home=${t}></digitalshadow-measure>`;
    case "report":
      return r`<digitalshadow-report .home=${t}></digitalshadow-report>`;
    case "data":
      return r`<digitalshadow-data .home=${t}></digitalshadow-data>`;
    case "people":
      return r`<digitalshadow-people .home=${t}></digitalshadow-people>`;
    case "confirm":
      return r`<digitalshadow-confirm .home=${t}></digitalshadow-confirm>`;
    case "home":
      return r`<digitalshadow-home .home=${t}></digitalshadow-home>`;
    default:
      return l;
  }
}
b("digitalshadow-panel", Ji);
export {
  Ji as Panel
};
