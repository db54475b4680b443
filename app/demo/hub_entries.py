# ruff: noqa: E501, FBT003 -- a table: one row a line
"""What the demo's organisations show in the biomedicine hub. Names, numbers and results are invented."""

from typing import NamedTuple

from app.hubs.domain.entries import EntryKind

PROJECT, TECHNOLOGY, PLATFORM, EXPERTS = (
    EntryKind.PROJECT,
    EntryKind.TECHNOLOGY,
    EntryKind.PLATFORM,
    EntryKind.EXPERTS,
)


class Showing(NamedTuple):
    """An entry: of which organisation, what kind, its names, facets with spaces between, its texts."""

    slug: str
    kind: EntryKind
    name_zh: str
    name_en: str
    facets: str
    text_zh: str
    text_en: str


SHOWN = (
    Showing("gusu-biotech", PROJECT, "口服小分子 KRAS 抑制剂的临床前研究", "Preclinical study of an oral KRAS inhibitor", "tumour drug-screening synthesis chromatography biochemistry",
            "已完成两轮先导化合物优化，体外活性与选择性达到预期。\n正在寻找能做放大合成和药代动力学研究的合作方。", "Two rounds of lead optimisation are done; potency and selectivity are as hoped.\nWe look for partners for scale-up and pharmacokinetics."),
    Showing("gusu-biotech", PLATFORM, "抗体质量表征公共平台", "Platform for the characterisation of antibodies", "tumour immunity chromatography biochemistry",
            "分子量、糖型、聚集体与电荷异质性一站式表征，十个工作日出报告。\n可按项目长期合作，也接受单个样品。", "Mass, glycans, aggregates and charge variants in one place; a report within ten working days.\nSingle samples are welcome, too."),
    Showing("gusu-biotech", TECHNOLOGY, "稳定细胞株高通量筛选方法", "High-throughput selection of stable cell lines", "immunity drug-screening biochemistry imaging",
            "微流控单克隆分离结合成像判定，筛选周期由十二周缩短到七周。\n可许可使用或委托筛选。", "Microfluidic single-clone isolation judged by imaging: seven weeks instead of twelve.\nFor licence, or as a service."),
    Showing("xuhui-life", PROJECT, "肝癌早筛甲基化标志物验证", "Validation of methylation markers for early liver cancer", "tumour frontier biochemistry diagnostics",
            "多中心样本一千二百例，已完成回顾性队列。\n希望与有前瞻性队列的单位合作。", "Twelve hundred samples of several centres; the retrospective cohort is complete.\nWe seek partners with a prospective cohort."),
    Showing("xuhui-life", TECHNOLOGY, "单细胞与空间转录组联合分析流程", "Joint analysis of single-cell and spatial transcriptomics", "tumour cns frontier ai biochemistry imaging",
            "从组织处理、建库到联合分析的完整流程，脑组织与实体瘤均已验证。", "A complete workflow from tissue to joint analysis, validated on brain and solid tumours."),
    Showing("xuhui-life", EXPERTS, "临床前药效评价专家组", "Expert group for preclinical efficacy", "tumour immunity cardiovascular drug-screening",
            "十五位专家，覆盖肿瘤、免疫和心血管动物模型，可做方案评审与培训。", "Fifteen experts on animal models of tumours, immunity and heart disease; they review protocols and train."),
    Showing("ouhai-life", PLATFORM, "小动物多模态影像平台", "Multimodal small-animal imaging platform", "tumour cns cardiovascular imaging",
            "7 T 磁共振、PET/CT 与光声成像，配有动物房与麻醉。\n可全程委托，也可预约自行操作。", "7 T MRI, PET/CT and photoacoustics, with housing and anaesthesia.\nBook it yourself, or let us do all of it."),
    Showing("ouhai-life", PROJECT, "缺血性卒中神经保护肽研究", "Neuroprotective peptides for ischaemic stroke", "cns cardiovascular drug-delivery imaging",
            "两条候选肽在大鼠模型中缩小梗死体积约三成，正在优化鼻腔递送。", "Two candidate peptides reduce infarct volume by about a third in rats; nasal delivery is being optimised."),
    Showing("ouhai-life", TECHNOLOGY, "医疗器械生物相容性快速评价", "Fast biocompatibility tests of devices", "cardiovascular diagnostics biochemistry",
            "细胞毒性、致敏与刺激三项并行，常规项目三周内完成。", "Cytotoxicity, sensitisation and irritation in parallel; routine work within three weeks."),
    Showing("jinling-university", TECHNOLOGY, "核磁共振片段筛选方法", "Fragment screening by NMR", "tumour antiviral drug-screening diagnostics chromatography",
            "超低温探头上一天可测八百个片段，配套片段库一千五百个化合物。", "Eight hundred fragments a day on a cryoprobe, with a library of fifteen hundred."),
    Showing("jinling-university", PROJECT, "冠状病毒主蛋白酶共价抑制剂", "Covalent inhibitors of a coronavirus main protease", "antiviral synthesis drug-screening chromatography",
            "已得到三个纳摩尔级先导物，寻找有生物安全实验室的合作单位做活病毒验证。", "Three nanomolar leads; we look for a partner with a biosafety laboratory for live virus."),
    Showing("jinling-university", EXPERTS, "药物分析方法学专家组", "Experts on methods of drug analysis", "chinese-medicine metabolism chromatography",
            "方法开发、验证与注册资料评审，按 ICH 指南。", "Development, validation and review of methods by the ICH guidelines."),
    Showing("xihu-university", TECHNOLOGY, "中药复方成分图谱与溯源", "Fingerprints of compound Chinese medicines", "chinese-medicine metabolism ai chromatography",
            "液质联用结合数据库自动指认，可同时定性五百余种成分。\n适用于道地药材溯源与批间一致性评价。", "LC-MS with automatic assignment of more than five hundred components.\nFor origin and batch consistency."),
    Showing("xihu-university", PROJECT, "冷冻电镜解析离子通道结构", "Structures of ion channels by cryo-EM", "cns frontier imaging",
            "两个靶点分辨率优于三埃，寻找基于结构的药物设计合作。", "Two targets below three ångström; we look for structure-based design."),
    Showing("xihu-university", PLATFORM, "冷冻电镜公共平台", "Cryo-EM platform", "antiviral cns imaging",
            "从制样筛选到数据采集和三维重构，提供培训。", "From grids to reconstruction, with training."),
    Showing("binjiang-sensing", TECHNOLOGY, "可穿戴连续血糖传感器", "Wearable continuous glucose sensor", "metabolism frontier diagnostics",
            "十四天佩戴，平均相对误差约百分之九，可授权生产。", "Fourteen days of wear, a mean relative error of about nine per cent; for licence."),
    Showing("shushan-science", PROJECT, "同步辐射辅助晶型研究", "Polymorphs by synchrotron radiation", "metabolism synthesis diagnostics process",
            "面向口服固体制剂的多晶型筛选与稳定性评价。", "Screening and stability of polymorphs for oral solids."),
    Showing("shushan-science", TECHNOLOGY, "脂质纳米粒冻干工艺", "Freeze-drying of lipid nanoparticles", "antiviral immunity drug-delivery process",
            "冻干后 4 ℃ 保存十二个月，粒径变化小于百分之十。\n可转让工艺，也可代工中试批次。", "Twelve months at 4 °C with less than ten per cent change in size.\nFor transfer, or pilot batches by us."),
    Showing("yangpu-optics", TECHNOLOGY, "无标记拉曼病理成像", "Label-free Raman histology", "tumour ai imaging diagnostics",
            "术中二十分钟出图，人工智能辅助判读。", "An image within twenty minutes during surgery, read with the help of AI."),
    Showing("baohe-quantum", TECHNOLOGY, "金刚石量子传感心磁测量", "Heart magnetism by diamond quantum sensors", "cardiovascular frontier diagnostics imaging",
            "室温工作，无需屏蔽室，寻找临床合作单位。", "At room temperature and without a shielded room; we look for clinical partners."),
    Showing("jinghu-ceramics", TECHNOLOGY, "可降解陶瓷骨修复材料", "Degradable ceramic for bone repair", "rare-diseases drug-delivery process",
            "可载药，孔隙率可调，已完成大动物试验。", "Carries drugs, with adjustable porosity; tested in large animals."),
    Showing("taihu-materials", EXPERTS, "制剂与材料表征专家组", "Experts on formulations and materials", "chinese-medicine drug-delivery process",
            "为制剂企业做失效分析与工艺诊断，可到现场。", "Failure analysis and process diagnosis for makers of formulations, also on site."),
    Showing("jiashan-biotech", PROJECT, "自身免疫病双特异性抗体", "A bispecific antibody for autoimmune disease", "immunity synthesis biochemistry",
            "候选分子已确定，寻找 CMC 与毒理合作方。", "The candidate is chosen; we look for partners for CMC and toxicology."),
    Showing("jiashan-biotech", TECHNOLOGY, "酶法合成手性中间体", "Enzymatic synthesis of chiral intermediates", "metabolism synthesis process chromatography",
            "三步改一步，溶剂用量减少七成，可提供公斤级样品。", "One step instead of three, with seventy per cent less solvent; samples up to a kilogram."),
    Showing("qingpu-pharma", PROJECT, "中药新药治疗偏头痛", "A Chinese medicine against migraine", "chinese-medicine cns chromatography",
            "已完成药学研究，准备申报临床，寻找质量研究合作方。", "Pharmaceutical work is done; before the clinical application we look for help with quality."),
    Showing("qingpu-pharma", TECHNOLOGY, "吸入给药粉雾剂微粉化工艺", "Micronisation for inhaled powders", "antiviral drug-delivery process",
            "粒径可控在一到五微米，批间差异小于百分之五。", "One to five micrometres, with less than five per cent between batches."),
    Showing("taihu-materials", PLATFORM, "药用辅料与包材检测平台", "Platform for excipients and packaging", "metabolism process diagnostics chromatography",
            "粒度、热分析、相容性与可提取物，按药典方法。", "Particle size, thermal analysis, compatibility and extractables by the pharmacopoeia."),
    Showing("jianghai-marine", PROJECT, "海洋天然产物抗病毒筛选", "Marine natural products against viruses", "antiviral drug-screening chromatography",
            "样品库三千份，已发现两类有活性的骨架。", "A library of three thousand; two active scaffolds so far."),
    Showing("wujiang-sensors", PROJECT, "罕见病新生儿筛查芯片", "A chip to screen newborns for rare diseases", "rare-diseases frontier diagnostics biochemistry",
            "一滴血筛查四十种遗传代谢病，正在招募合作医院。", "Forty inherited metabolic diseases from a drop of blood; hospitals are being recruited."),
    Showing("pujiang-chip", TECHNOLOGY, "人工智能药物毒性预测", "Prediction of drug toxicity by AI", "cardiovascular metabolism ai drug-screening",
            "基于公开数据训练，心脏毒性预测准确率约八成五，可本地部署。", "Trained on public data; about eighty-five per cent right on cardiac toxicity; runs on your own machines."),
)  # fmt: skip


class Wish(NamedTuple):
    """A need: of which enterprise, what, facets with spaces between, days from now until, whether named."""

    slug: str
    title: str
    text: str
    facets: str
    days: int
    is_named: bool


WISHES = (
    Wish("jiashan-biotech", "寻找共价抑制剂的高通量药物筛选", "靶点为肿瘤相关激酶，化合物库约五千个，希望两个月内完成初筛并给出命中列表。\n需要液质联用确证共价结合。",
         "tumour drug-screening chromatography", 60, True),
    Wish("qingpu-pharma", "吸入粉雾剂的动物影像与药代研究", "抗病毒吸入粉雾剂，需要小动物肺部影像与药代动力学数据，用于申报临床。",
         "antiviral drug-delivery imaging", 45, False),
    Wish("qingpu-new-energy", "用热分析评价新型制剂辅料", "我们的多孔材料可能用作缓释辅料，想找懂制剂的单位一起评价热稳定性与载药量。",
         "metabolism drug-delivery process", 30, True),
    Wish("wujiang-sensors", "新生儿筛查芯片的临床合作", "罕见病筛查芯片需要一百例临床样本比对，希望合作单位能提供质谱参比结果。",
         "rare-diseases frontier diagnostics chromatography", 90, True),
)  # fmt: skip
